/** The import walls: docs/architecture.md, "Who may import whom". Type-only imports are seen too. */
const code = '^(electron|renderer|shared)/'
const wall = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { path: code, pathNot: allowed }
})

module.exports = {
  forbidden: [
    {
      name: 'no-cycle',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } }
    },
    {
      name: 'resolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^(vite/client|electron)$' }
    },
    wall('shared-alone', '^shared/', '^shared/', 'what both sides know knows neither'),
    {
      name: 'shared-zod-only',
      severity: 'error',
      from: { path: '^shared/' },
      to: { dependencyTypes: ['npm', 'npm-dev', 'core'], pathNot: '^node_modules/zod/' }
    },
    wall('crypto', '^electron/core/crypto/', '^(shared|electron/core/crypto)/', 'bytes in, bytes out'),
    wall('store', '^electron/core/store/', '^(shared|electron/core/store)/', 'SQL knows nothing of the rest'),
    {
      name: 'protocols-apart',
      comment: 'a protocol never imports another; what all of them use lies beside the folders',
      severity: 'error',
      from: { path: '^electron/core/protocols/([^/]+)/' },
      to: { path: code, pathNot: ['^shared/', '^electron/core/protocols/$1/', '^electron/core/protocols/[^/]+\\.ts$'] }
    },
    wall(
      'protocols-shared',
      '^electron/core/protocols/[^/]+\\.ts$',
      '^(shared/|electron/core/protocols/[^/]+\\.ts$)',
      'common parts'
    ),
    wall(
      'chat',
      '^electron/core/chat/',
      '^(shared|electron/core/(chat|store|crypto|protocols))/',
      'joins store, crypto and node'
    ),
    {
      name: 'chat-protocol-types',
      severity: 'error',
      from: { path: '^electron/core/chat/' },
      to: { path: '^electron/core/protocols/', dependencyTypesNot: ['type-only'] }
    },
    wall('node', '^electron/core/node/', '^(shared|electron/core/(node|protocols|chat))/', 'the libp2p node'),
    {
      name: 'node-chat-types',
      severity: 'error',
      from: { path: '^electron/core/node/' },
      to: { path: '^electron/core/chat/', dependencyTypesNot: ['type-only'] }
    },
    wall('core-knows-no-host', '^electron/core/', '^(shared|electron/core)/', 'the core runs under any host'),
    {
      name: 'hosts-apart',
      comment: 'a host starts the core and gives it pipes',
      severity: 'error',
      from: { path: '^electron/(main|headless)/' },
      to: {
        path: code,
        pathNot: ['^shared/', '^electron/$1/', '^electron/core/(app|config)\\.ts$', '^electron/core/crypto/vault\\.ts$']
      }
    },
    {
      name: 'hosts-vault-type',
      comment: 'of the vault a host knows the form of a key keeper only',
      severity: 'error',
      from: { path: '^electron/(main|headless)/' },
      to: { path: '^electron/core/crypto/', dependencyTypesNot: ['type-only'] }
    },
    {
      name: 'only-the-desktop-imports-electron',
      severity: 'error',
      from: { path: code, pathNot: '^electron/main/' },
      to: { path: '^(node_modules/electron/|electron$)' }
    },
    {
      name: 'features-apart',
      severity: 'error',
      from: { path: '^renderer/features/([^/]+)/' },
      to: { path: code, pathNot: ['^shared/', '^renderer/(ui|bridge|i18n)/', '^renderer/features/$1/'] }
    },
    wall('ui-alone', '^renderer/ui/', '^renderer/ui/', 'primitives know no bridge and no feature'),
    wall('renderer', '^renderer/', '^(shared|renderer)/', 'the interface reaches the core by the bridge only'),
    {
      name: 'no-node-in-the-page',
      severity: 'error',
      from: { path: '^(renderer|shared)/' },
      to: { dependencyTypes: ['core'] }
    }
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^out/|/pb/.*\\.proto$)' },
    parser: 'swc', // the TypeScript compiler's own interface is not there from version 7 on
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.cts', '.js', '.css', '.json']
    }
  }
}
