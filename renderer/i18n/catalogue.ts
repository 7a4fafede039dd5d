/** Every sentence of the interface, by its id. One file per feature; ids start with the feature's name. */
import doctor from '../../shared/words/doctor.json'
import add from './en/add.json'
import channels from './en/channels.json'
import common from './en/common.json'
import composer from './en/composer.json'
import direct from './en/direct.json'
import errors from './en/errors.json'
import invite from './en/invite.json'
import member from './en/member.json'
import message from './en/message.json'
import near from './en/near.json'
import nearby from './en/nearby.json'
import network from './en/network.json'
import onboarding from './en/onboarding.json'
import palette from './en/palette.json'
import receipts from './en/receipts.json'
import search from './en/search.json'
import settings from './en/settings.json'
import shell from './en/shell.json'
import sidebar from './en/sidebar.json'
import threads from './en/threads.json'
import timeline from './en/timeline.json'
import toasts from './en/toasts.json'
import trust from './en/trust.json'
import unlock from './en/unlock.json'
import versions from './en/versions.json'

export const english = {
  ...common,
  ...errors,
  ...shell,
  ...sidebar,
  ...onboarding,
  ...unlock,
  ...toasts,
  ...timeline,
  ...message,
  ...composer,
  ...threads,
  ...versions,
  ...receipts,
  ...channels,
  ...near,
  ...nearby,
  ...network,
  ...add,
  ...doctor,
  ...settings,
  ...search,
  ...palette,
  ...direct,
  ...trust,
  ...invite,
  ...member
}

/** The id of a sentence that exists. */
export type MessageId = keyof typeof english
