/** The questions that more than one feature asks. */
import type { CoreState, NetworkState, Person, Room, Settings } from '../../shared/model.ts'
import { mergeById, type Query, useQuery } from './useQuery.ts'

const newest = <T>(_: T, changed: T): T => changed
const byAccount = mergeById<Person>(person => person.account)

/** Everybody ever heard. */
export const usePeople = (): Query<Person[]> => useQuery('people.list', {}, 'people.changed', byAccount)
/** All channels one is in, in the order of their names. */
export const useRooms = (): Query<Room[]> => useQuery('rooms.list', {}, 'rooms.changed', newest)
export const useCoreState = (): Query<CoreState> => useQuery('core.state', {}, 'core.changed', newest)
export const useSettings = (): Query<Settings> => useQuery('settings.get', {}, 'settings.changed', newest)
export const useNetwork = (): Query<NetworkState> => useQuery('network.state', {}, 'network.changed', newest)
