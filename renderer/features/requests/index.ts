/** What strangers wrote, until one decides. */
export { RequestsView } from './RequestsView.tsx'
