export { useNews } from './useNews.tsx'
