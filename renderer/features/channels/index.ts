/** Channels: made, joined, left; who is brought into the private ones, and their invites. */
export { AddPeopleDialog } from './AddPeopleDialog.tsx'
export { ChannelDialog } from './ChannelDialog.tsx'
export { InviteDialog } from './InviteDialog.tsx'
export { LeaveDialog } from './LeaveDialog.tsx'
