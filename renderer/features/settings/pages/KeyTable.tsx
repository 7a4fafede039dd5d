/** Every key there is. Keys of what does not exist yet are not listed. */
import { DEFAULT_SETTINGS } from '../../../../shared/defaultSettings.ts'
import { useSettings } from '../../../bridge/queries.ts'
import type { MessageId } from '../../../i18n/catalogue.ts'
import { useT } from '../../../i18n/useT.ts'
import { Kbd } from '../../../ui/Kbd.tsx'
import styles from './parts.module.css'

type KeyRow = readonly [MessageId, ...string[]]

const groups = (enterSends: boolean): readonly { title: MessageId; rows: readonly KeyRow[] }[] => [
  {
    title: 'shortcuts.anywhere',
    rows: [
      ['shortcuts.previousRoom', 'Alt ↑'],
      ['shortcuts.nextRoom', 'Alt ↓'],
      ['shortcuts.previousUnread', 'Alt Shift ↑'],
      ['shortcuts.nextUnread', 'Alt Shift ↓'],
      ['shortcuts.nthRoom', 'Ctrl 1', 'Ctrl 9'],
      ['shortcuts.palette', 'Ctrl K'],
      ['shortcuts.findHere', 'Ctrl F'],
      ['shortcuts.findAll', 'Ctrl Shift F'],
      ['shortcuts.newMessage', 'Ctrl N'],
      ['shortcuts.newChannel', 'Ctrl Shift N'],
      ['shortcuts.nearby', 'Ctrl Shift L'],
      ['shortcuts.threads', 'Ctrl Shift T'],
      ['shortcuts.network', 'Ctrl Shift M'],
      ['settings.keys.details', 'Ctrl .'],
      ['shortcuts.sidebar', 'Ctrl \\'],
      ['shortcuts.nextRegion', 'F6'],
      ['shortcuts.previousRegion', 'Shift F6'],
      ['shortcuts.back', 'Alt ←'],
      ['shortcuts.forward', 'Alt →'],
      ['shortcuts.close', 'Esc'],
      ['shortcuts.allRead', 'Shift Esc'],
      ['shortcuts.settings', 'Ctrl ,'],
      ['shortcuts.shortcuts', 'Ctrl /'],
      ['shortcuts.lock', 'Ctrl Shift K'],
      ['shortcuts.larger', 'Ctrl +'],
      ['shortcuts.smaller', 'Ctrl −'],
      ['shortcuts.normalSize', 'Ctrl 0']
    ]
  },
  {
    title: 'shortcuts.message',
    rows: [
      ['shortcuts.move', '↑', '↓'],
      ['settings.keys.pages', 'PgUp', 'PgDn'],
      ['shortcuts.oldest', 'Home'],
      ['shortcuts.newest', 'End'],
      ['settings.keys.tools', 'Enter'],
      ['message.reply', 'R'],
      ['message.thread', 'T'],
      ['message.react', '+'],
      ['shortcuts.copy', 'C'],
      ['shortcuts.link', 'L'],
      ['message.edit', 'E'],
      ['message.delete', 'Del'],
      ['message.pin', 'P'],
      ['message.follow', 'F'],
      ['message.markUnread', 'U'],
      ['message.receipts', 'I']
    ]
  },
  {
    title: 'shortcuts.composer',
    rows: [
      ['shortcuts.send', enterSends ? 'Enter' : 'Shift Enter'],
      ['shortcuts.newLine', enterSends ? 'Shift Enter' : 'Enter'],
      ['shortcuts.sendAlways', 'Ctrl Enter'],
      ['shortcuts.editLast', '↑'],
      ['shortcuts.leaveMode', 'Esc'],
      ['shortcuts.suggest', '@', '#', ':'],
      ['composer.format.bold', 'Ctrl B'],
      ['composer.format.italic', 'Ctrl I'],
      ['composer.format.code', 'Ctrl E'],
      ['composer.format.codeBlock', 'Ctrl Shift C'],
      ['composer.format.list', 'Ctrl Shift 8'],
      ['composer.format.quote', 'Ctrl Shift 9']
    ]
  }
]

/** For the page of the settings, and for the dialog that Ctrl / opens. */
export function KeyTable() {
  const t = useT()
  const { enterSends } = useSettings().data ?? DEFAULT_SETTINGS
  return (
    <div className={styles.keys}>
      {groups(enterSends).map(group => (
        <section key={group.title}>
          <h3>{t(group.title)}</h3>
          <dl>
            {group.rows.map(([id, ...keys]) => (
              <div key={id} className={styles.keyRow}>
                <dt>{t(id)}</dt>
                <dd>
                  {keys.map(key => (
                    <Kbd key={key} keys={key} />
                  ))}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  )
}
