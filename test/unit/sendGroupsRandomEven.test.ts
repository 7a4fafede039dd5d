/** Random histories of a private room, those of even seeds. */
import { tryHistories } from '../support/sendGroupHistories.ts'

tryHistories('even')
