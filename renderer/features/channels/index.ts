export { ChannelDialog } from './ChannelDialog.tsx'
