export { ThreadsView } from './ThreadsView.tsx'
