/** A part of somebody's key, to tell two people of one name apart. */
import styles from './KeyHint.module.css'

/** '3f9a 02c1' */
export const keyPart = (account: string): string => `${account.slice(0, 4)} ${account.slice(4, 8)}`

export const KeyHint = ({ label }: { label: string }) => <span className={styles.key}>{label}</span>
