/** The ways to people, the interfaces, what was tried and what was ignored: asked for again when any of it has changed. */
import { useAsked } from './useAsked.ts'

export const useDetail = () =>
  useAsked('network.detail', {}, (bridge, again) => {
    const stops = [bridge.on('network.moved', again), bridge.on('network.changed', again)]
    return () => {
      for (const stop of stops) stop()
    }
  })
