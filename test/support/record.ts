/** A signed peer record as libp2p makes it, of the device whose key is made from "seed of device Cleo". */
export const RECORD = {
  peerId: '12D3KooWJK7hmjrmZMtb3QdhP4rwTJ3f6y5wNg2sKkheVLAXQc4U',
  deviceKey: '7e3afbb32152c7866bcc1fa54b28e623d0e11982b81ee823ba19faf5304d9e8d',
  addresses: ['/ip4/10.20.4.31/tcp/47100', '/ip6/2001:db8::31/tcp/47100'],
  envelope:
    '0a24080112207e3afbb32152c7866bcc1fa54b28e623d0e11982b81ee823ba19faf5304d9e8d120203011a530a260024080112207e3afb' +
    'b32152c7866bcc1fa54b28e623d0e11982b81ee823ba19faf5304d9e8d1080d0eab6b7331a0a0a08040a14041f06b7fc1a160a142920' +
    '010db800000000000000000000003106b7fc2a40fed663a2f551415f51cacc64f29791fc50bb9efe534838e853d14f61aced6cbd92a0' +
    'ba2092b402d55c22bd4c23ef7f6a58562d0d9dca8bedaca87b70658de50f'
}
