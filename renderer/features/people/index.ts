/** Who somebody is: their profile, whether it is really them, and keeping them away. */
export { AcceptKeyDialog } from './AcceptKeyDialog.tsx'
export { BlockDialog } from './BlockDialog.tsx'
export { DeleteDirectDialog } from './DeleteDirectDialog.tsx'
export { ProfilePanel } from './ProfilePanel.tsx'
export { VerifyDialog } from './VerifyDialog.tsx'
