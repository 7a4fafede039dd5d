/** Search over a long history: how soon it answers, for what people type, and what the index costs whoever stores a message. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

export interface SearchNumbers {
  /** Over every query of every round, and of the slowest kind of query. */
  p95Ms: number
  worst: { what: string; p95Ms: number }
  /** Folding one message and putting it into the index, in millionths of a second. */
  putUs: number
}

export async function measureSearch(script: string, stored: number): Promise<SearchNumbers> {
  const { stdout } = await promisify(execFile)(process.execPath, [script, String(stored)])
  return JSON.parse(stdout) as SearchNumbers
}
