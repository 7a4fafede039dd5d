export { MessageBody } from './MessageBody.tsx'
export { RoomView } from './RoomView.tsx'
