export { AddDialog } from './AddDialog.tsx'
