/** The page's pipe to the core, used as the page does. */
import type { Page } from 'playwright-core'

/** One call, with an id that the interface does not use. Rejects with what the core answered where it refuses. */
export function ask(view: Page, call: string, input: unknown): Promise<unknown> {
  return view.evaluate(
    ({ call, input }) => {
      const pipe = (
        window as unknown as { core: { send(frame: unknown): void; onFrame(hear: (frame: unknown) => void): void } }
      ).core
      const id = 1_000_000 + Math.floor(performance.now())
      return new Promise((resolve, reject) => {
        pipe.onFrame(frame => {
          const answer = frame as { id?: number; output?: unknown; error?: unknown }
          if (answer.id !== id) return
          if (answer.error === undefined) resolve(answer.output)
          else reject(new Error(JSON.stringify(answer.error)))
        })
        pipe.send({ id, call, input })
      })
    },
    { call, input }
  )
}
