export { NearbyView } from './NearbyView.tsx'
