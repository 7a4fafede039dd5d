/** Our HPKE against the vectors of RFC 9180 and against another implementation, and what it refuses. */
import { Aes128Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core'
import { describe, expect, test } from 'vitest'
import { fromHex as hex, sha256, toHex, utf8 } from '../../electron/core/crypto/bytes.ts'
import {
  AeadFailed,
  derivePair,
  expand,
  extract,
  hmac,
  hpkeOpen,
  hpkeSeal,
  isShare,
  newPair,
  privateKeyOf,
  ShareFailed,
  sealWith
} from '../../electron/core/crypto/groups/hpke.ts'

const NONE = new Uint8Array()
const info = utf8('what for')
const text = utf8('a secret')

describe('HPKE', () => {
  test('gives what RFC 9180, A.1.1 says', () => {
    const ephemeral = derivePair(hex('7268600d403fce431561aef583ee1613527cff655c1343f29812e66706df3234'))
    expect(toHex(ephemeral.publicKey)).toBe('37fda3567bdbd628e88668c3c8d7e97d1d1253b6d4ea6d44c150f741f1bf4431')
    expect(toHex(ephemeral.privateKey)).toBe('52c4a758a802cd8b936eceea314432798d5baf2d7e9235dc084ab1b9cfa2f736')
    const recipient = derivePair(hex('6db9df30aa07dd42ee5e8181afdb977e538f5e1fec8a06223f33f7013e525037'))
    expect(toHex(recipient.publicKey)).toBe('3948cfe0ad1ddb695d780e59077195da6c56506b027329794ab02bca80815c4d')
    const about = hex('4f6465206f6e2061204772656369616e2055726e')
    const aad = hex('436f756e742d30')
    const said = hex('4265617574792069732074727574682c20747275746820626561757479')
    const sealed = sealWith(privateKeyOf(ephemeral.privateKey), recipient.publicKey, about, aad, said)
    expect(toHex(sealed.enc)).toBe(toHex(ephemeral.publicKey))
    expect(toHex(sealed.ct)).toBe(
      'f938558b5d72f1a23810b4be2ab4f84331acc02fc97babc53a52ae8218a355a96d8770ac83d07bea87e13c512a'
    )
    expect(hpkeOpen(recipient, sealed, about, aad)).toStrictEqual(said)
  })

  test('opens what another implementation has sealed, and the other way round', async () => {
    const other = new CipherSuite({ kem: new DhkemX25519HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes128Gcm() })
    const pair = newPair()
    const recipientPublicKey = await other.kem.deserializePublicKey(pair.publicKey)
    const recipientKey = await other.kem.deserializePrivateKey(pair.privateKey)
    const theirs = await other.seal({ recipientPublicKey, info }, text, NONE)
    expect(hpkeOpen(pair, { enc: new Uint8Array(theirs.enc), ct: new Uint8Array(theirs.ct) }, info)).toStrictEqual(text)
    const ours = hpkeSeal(pair.publicKey, info, NONE, text)
    const opened = await other.open({ recipientKey, info, enc: ours.enc }, ours.ct, NONE)
    expect(new Uint8Array(opened)).toStrictEqual(text)
  })

  test('opens nothing that was changed, or sealed to somebody else or for something else', () => {
    const pair = newPair()
    const { enc, ct } = hpkeSeal(pair.publicKey, info, NONE, text)
    const flip = (bytes: Uint8Array, at: number) => bytes.map((byte, index) => (index === at ? byte ^ 1 : byte))
    expect(hpkeOpen(pair, { enc, ct }, info)).toStrictEqual(text)
    for (let at = 0; at < ct.byteLength; at++)
      expect(() => hpkeOpen(pair, { enc, ct: flip(ct, at) }, info)).toThrow(AeadFailed)
    for (let at = 0; at < enc.byteLength; at++) expect(() => hpkeOpen(pair, { enc: flip(enc, at), ct }, info)).toThrow()
    expect(() => hpkeOpen(newPair(), { enc, ct }, info)).toThrow(AeadFailed)
    expect(() => hpkeOpen(pair, { enc, ct }, utf8('another'))).toThrow(AeadFailed)
    expect(() => hpkeOpen(pair, { enc, ct: ct.subarray(0, 8) }, info)).toThrow(AeadFailed)
  })

  test('agrees on nothing with a key of small order', () => {
    const pair = newPair()
    const small = [
      '00'.repeat(32),
      `01${'00'.repeat(31)}`,
      'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800',
      '5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157',
      `ec${'ff'.repeat(30)}7f`,
      `ed${'ff'.repeat(30)}7f`,
      `ee${'ff'.repeat(30)}7f`
    ].map(hex)
    for (const key of small) {
      expect(isShare(key)).toBe(false)
      expect(() => hpkeSeal(key, info, NONE, text)).toThrow(ShareFailed)
      expect(() => hpkeOpen(pair, { enc: key, ct: new Uint8Array(40) }, info)).toThrow(ShareFailed)
    }
    expect(isShare(pair.publicKey)).toBe(true)
    expect(isShare(new Uint8Array(31))).toBe(false)
  })
})

describe('HMAC and HKDF', () => {
  test('give what RFC 4231 and RFC 5869 say', () => {
    const mac = (key: Uint8Array, data: Uint8Array) => toHex(hmac(key, data))
    expect(mac(new Uint8Array(20).fill(0x0b), utf8('Hi There'))).toBe(
      'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7'
    )
    expect(mac(new Uint8Array(131).fill(0xaa), utf8('Test Using Larger Than Block-Size Key - Hash Key First'))).toBe(
      '60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54'
    )
    const prk = extract(hex('000102030405060708090a0b0c'), new Uint8Array(22).fill(0x0b))
    expect(toHex(prk)).toBe('077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5')
    expect(toHex(expand(prk, hex('f0f1f2f3f4f5f6f7f8f9'), 42))).toBe(
      '3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865'
    )
    expect(sha256(hmac(NONE, NONE, NONE))).toStrictEqual(sha256(hmac(NONE)))
  })
})
