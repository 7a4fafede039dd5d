/** Every sentence of the interface, by its id. One file per feature; ids start with the feature's name. */
import channels from './en/channels.json'
import common from './en/common.json'
import composer from './en/composer.json'
import errors from './en/errors.json'
import nearby from './en/nearby.json'
import onboarding from './en/onboarding.json'
import settings from './en/settings.json'
import shell from './en/shell.json'
import sidebar from './en/sidebar.json'
import timeline from './en/timeline.json'
import toasts from './en/toasts.json'
import unlock from './en/unlock.json'

export const english = {
  ...common,
  ...errors,
  ...shell,
  ...sidebar,
  ...onboarding,
  ...unlock,
  ...toasts,
  ...timeline,
  ...composer,
  ...channels,
  ...nearby,
  ...settings
}

/** The id of a sentence that exists. */
export type MessageId = keyof typeof english
