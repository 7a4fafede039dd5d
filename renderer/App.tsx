/** Everything that is above the screens: language, tooltips, announcements, the pipe, toasts. */
import { CSPProvider } from '@base-ui/react/csp-provider'
import { DirectionProvider } from '@base-ui/react/direction-provider'
import { BridgeProvider } from './bridge/BridgeProvider.tsx'
import type { OpenCarrier } from './bridge/carriers.ts'
import { CoreGate } from './CoreGate.tsx'
import { LanguageProvider } from './i18n/LanguageProvider.tsx'
import { directionOf, type Language } from './i18n/language.ts'
import { useT } from './i18n/useT.ts'
import { LiveRegion } from './ui/LiveRegion.tsx'
import { Toasts } from './ui/Toasts.tsx'
import { TooltipProvider } from './ui/Tooltip.tsx'

export interface AppProps {
  open: OpenCarrier
  language?: Language
  /** Else the language's own. */
  direction?: 'ltr' | 'rtl'
}

export function App({ open, language = 'en', direction = directionOf(language) }: AppProps) {
  return (
    <CSPProvider disableStyleElements>
      <LanguageProvider language={language} direction={direction}>
        <DirectionProvider direction={direction}>
          <TooltipProvider>
            <LiveRegion>
              <BridgeProvider open={open}>
                <WithToasts />
              </BridgeProvider>
            </LiveRegion>
          </TooltipProvider>
        </DirectionProvider>
      </LanguageProvider>
    </CSPProvider>
  )
}

function WithToasts() {
  const t = useT()
  return (
    <Toasts label={t('shell.toasts')} dismissLabel={t('common.dismiss')}>
      <CoreGate />
    </Toasts>
  )
}
