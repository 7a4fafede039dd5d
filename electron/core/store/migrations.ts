/** The schema, as the numbered steps that lead to it. A step that has been released is never changed. */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE secrets (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

  CREATE TABLE people (
    num            INTEGER PRIMARY KEY,
    account        BLOB NOT NULL UNIQUE,
    name           TEXT NOT NULL,
    hue            INTEGER NOT NULL,
    status         TEXT NOT NULL,
    profile_at     INTEGER NOT NULL,
    first_heard_at INTEGER NOT NULL,
    last_heard_at  INTEGER NOT NULL
  ) STRICT;

  -- A device whose certificate has not been seen yet has no person.
  CREATE TABLE devices (
    num           INTEGER PRIMARY KEY,
    device        BLOB NOT NULL UNIQUE,
    person        INTEGER REFERENCES people,
    certificate   BLOB,
    profile       BLOB,
    device_name   TEXT NOT NULL DEFAULT '',
    last_heard_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX devices_by_person ON devices (person);

  CREATE TABLE rooms (
    num        INTEGER PRIMARY KEY,
    room_id    BLOB NOT NULL UNIQUE,
    kind       TEXT NOT NULL,
    name       TEXT NOT NULL,
    joined_at  INTEGER NOT NULL,
    left_at    INTEGER,
    read_up_to BLOB,
    draft      TEXT NOT NULL DEFAULT ''
  ) STRICT;

  CREATE TABLE members (
    room   INTEGER NOT NULL REFERENCES rooms,
    person INTEGER NOT NULL REFERENCES people,
    PRIMARY KEY (room, person)
  ) STRICT, WITHOUT ROWID;

  -- One writer each: (room, device). The head is the entry with the largest seq that is held.
  CREATE TABLE logs (
    num       INTEGER PRIMARY KEY,
    room      INTEGER NOT NULL REFERENCES rooms,
    device    INTEGER NOT NULL REFERENCES devices,
    head_seq  INTEGER NOT NULL,
    head_id   BLOB NOT NULL,
    UNIQUE (room, device)
  ) STRICT;

  -- Which entries of a log are held, as runs of seq.
  CREATE TABLE have (
    log   INTEGER NOT NULL REFERENCES logs,
    first INTEGER NOT NULL,
    last  INTEGER NOT NULL,
    PRIMARY KEY (log, first)
  ) STRICT, WITHOUT ROWID;

  -- order_key: 8 bytes of hlc, 32 of id.
  -- shown: 0 not for the timeline, 1 shown, 2 kept aside since it is too far ahead of the clock, 3 its author is not known yet.
  -- delivery: the best state an own entry has reached; held_of: of how many others, once all of them had it.
  CREATE TABLE events (
    num         INTEGER PRIMARY KEY,
    room        INTEGER NOT NULL REFERENCES rooms,
    log         INTEGER NOT NULL REFERENCES logs,
    seq         INTEGER NOT NULL,
    order_key   BLOB NOT NULL,
    kind        INTEGER NOT NULL,
    shown       INTEGER NOT NULL,
    received_at INTEGER NOT NULL,
    delivery    INTEGER NOT NULL DEFAULT 0,
    held_of     INTEGER,
    header      BLOB NOT NULL,
    body        BLOB NOT NULL,
    signature   BLOB NOT NULL,
    UNIQUE (log, seq)
  ) STRICT;
  CREATE UNIQUE INDEX events_by_id ON events (substr(order_key, 9));
  CREATE INDEX events_shown ON events (room, order_key, log) WHERE shown = 1;
  CREATE INDEX events_ahead ON events (order_key) WHERE shown = 2;
  CREATE INDEX events_unintroduced ON events (log) WHERE shown = 3;

  -- Own entries that nobody else has acknowledged yet.
  CREATE TABLE outbox (
    room  INTEGER NOT NULL REFERENCES rooms,
    event INTEGER NOT NULL REFERENCES events,
    PRIMARY KEY (room, event)
  ) STRICT, WITHOUT ROWID;

  -- Which entries of this device's log in a room other people's devices have acknowledged, as runs of seq.
  CREATE TABLE held (
    room   INTEGER NOT NULL REFERENCES rooms,
    person INTEGER NOT NULL REFERENCES people,
    first  INTEGER NOT NULL,
    last   INTEGER NOT NULL,
    PRIMARY KEY (room, person, first)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  -- proved: 1 its own signature was verified, 0 the signature of an entry behind it vouches for it.
  -- erased: 1 redacted, the body is gone; header and signature stay, so that the chain can be checked.
  -- unread: 1 somebody else's message that was not read, 2 one that mentions this account.
  -- thread: id of the message that its thread hangs on; in_room: 0 it stands in that thread only.
  ALTER TABLE events ADD COLUMN proved INTEGER NOT NULL DEFAULT 1;
  ALTER TABLE events ADD COLUMN erased INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE events ADD COLUMN unread INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE events ADD COLUMN thread BLOB;
  ALTER TABLE events ADD COLUMN in_room INTEGER NOT NULL DEFAULT 1;
  DROP INDEX events_shown;
  CREATE INDEX events_shown ON events (room, order_key, log) WHERE shown = 1 AND in_room = 1;
  CREATE INDEX events_thread ON events (thread, order_key) WHERE thread IS NOT NULL;
  CREATE INDEX events_unread ON events (room, order_key) WHERE unread > 0;

  -- What an entry says of others (target; empty for a topic; a redaction names several). value: the emoji; put: 0 takes it back.
  CREATE TABLE operations (
    event  INTEGER NOT NULL REFERENCES events,
    target BLOB NOT NULL,
    room   INTEGER NOT NULL REFERENCES rooms,
    kind   INTEGER NOT NULL,
    value  TEXT NOT NULL,
    put    INTEGER NOT NULL,
    PRIMARY KEY (event, target)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX operations_by_target ON operations (target, kind);
  CREATE INDEX operations_by_room ON operations (room, kind);

  -- Accounts that a message calls by name.
  CREATE TABLE mentions (
    account BLOB NOT NULL,
    event   INTEGER NOT NULL REFERENCES events,
    PRIMARY KEY (account, event)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX mentions_by_event ON mentions (event);

  -- Threads that this account follows or followed, how far it has read them, what it was about to say there.
  CREATE TABLE threads (
    root       BLOB PRIMARY KEY,
    room       INTEGER NOT NULL REFERENCES rooms,
    followed   INTEGER NOT NULL,
    read_up_to BLOB,
    draft      TEXT NOT NULL DEFAULT ''
  ) STRICT, WITHOUT ROWID;

  ALTER TABLE rooms ADD COLUMN keep_days INTEGER;
  ALTER TABLE rooms ADD COLUMN keep_megabytes INTEGER;

  -- Entries of a log that were held once and let go of (retention), as runs of seq.
  CREATE TABLE pruned (
    log   INTEGER NOT NULL REFERENCES logs,
    first INTEGER NOT NULL,
    last  INTEGER NOT NULL,
    PRIMARY KEY (log, first)
  ) STRICT, WITHOUT ROWID;

  -- Other people's entries that this account has read, as runs of seq: what it tells their authors.
  CREATE TABLE seen (
    log   INTEGER NOT NULL REFERENCES logs,
    first INTEGER NOT NULL,
    last  INTEGER NOT NULL,
    PRIMARY KEY (log, first)
  ) STRICT, WITHOUT ROWID;

  -- Entries of this device's log in a room that other people have read, like held.
  CREATE TABLE read_by (
    room   INTEGER NOT NULL REFERENCES rooms,
    person INTEGER NOT NULL REFERENCES people,
    first  INTEGER NOT NULL,
    last   INTEGER NOT NULL,
    PRIMARY KEY (room, person, first)
  ) STRICT, WITHOUT ROWID;

  -- When that was learnt, for the newest of them. state: 0 held, 1 read.
  CREATE TABLE receipt_times (
    num    INTEGER PRIMARY KEY,
    room   INTEGER NOT NULL REFERENCES rooms,
    person INTEGER NOT NULL REFERENCES people,
    state  INTEGER NOT NULL,
    first  INTEGER NOT NULL,
    last   INTEGER NOT NULL,
    at     INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX receipt_times_of ON receipt_times (room, person, state);

  -- The proof that a device wrote two histories: two entries with one seq, both signed. Nothing from seq on is taken any more.
  CREATE TABLE forks (
    log        INTEGER PRIMARY KEY REFERENCES logs,
    seq        INTEGER NOT NULL,
    header     BLOB NOT NULL,
    signature  BLOB NOT NULL,
    header2    BLOB NOT NULL,
    signature2 BLOB NOT NULL
  ) STRICT;

  -- Where a log's clock was set right after having run far ahead: entries before seq are ordered as if just before hlc.
  CREATE TABLE clock_resets (
    log INTEGER NOT NULL REFERENCES logs,
    seq INTEGER NOT NULL,
    hlc INTEGER NOT NULL,
    PRIMARY KEY (log, seq)
  ) STRICT, WITHOUT ROWID;

  -- Full text of messages, newest versions, cut and folded by chat/fold: every byte outside ASCII belongs to a word.
  -- also: other spellings of words in the text. Contentless: rowid is the event's num.
  CREATE VIRTUAL TABLE words USING fts5(text, also, content = '', contentless_delete = 1, prefix = '1 2', tokenize = 'ascii');
  CREATE VIRTUAL TABLE word_list USING fts5vocab(words, 'row');
  -- Words that may be put together from others: their parts are found by looking through these.
  CREATE TABLE long_words (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
  -- There while some of them may be in no message any more: those up to this one were looked at.
  CREATE TABLE long_words_check (num INTEGER PRIMARY KEY CHECK (num = 1), up_to TEXT NOT NULL) STRICT;
  -- Messages up to this num are older than the index and not in it yet. Gone once all are.
  -- Messages whose text goes into the index in a moment, many at once.
  CREATE TABLE to_index (num INTEGER PRIMARY KEY) STRICT;
  CREATE TABLE unindexed (up_to INTEGER NOT NULL) STRICT;
  INSERT INTO unindexed SELECT max(num) FROM events HAVING max(num) IS NOT NULL;
  CREATE INDEX events_searched ON events (order_key, room, log) WHERE shown = 1 AND kind = 1 AND erased = 0;
  `,
  `
  -- Where a device was reached: a multiaddr with its PeerId, and when it worked last.
  CREATE TABLE addresses (
    device    BLOB NOT NULL,
    address   TEXT NOT NULL,
    worked_at INTEGER NOT NULL,
    PRIMARY KEY (device, address)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  -- sealed: an entry of a private room as it travels, where kind and body say what is in it; what is sent, hashed and compared
  -- is coalesce(sealed, body). unopened: 1 its inside is still to be read, 2 it cannot be, 3 it was not sealed for us.
  ALTER TABLE events ADD COLUMN sealed BLOB;
  ALTER TABLE events ADD COLUMN unopened INTEGER NOT NULL DEFAULT 0;
  -- Of what somebody else sealed and was opened: how its author signed the inside, so that it can be handed on.
  ALTER TABLE events ADD COLUMN said BLOB;
  CREATE INDEX events_to_open ON events (room, log, seq) WHERE unopened = 1;
  CREATE INDEX events_unopened ON events (room) WHERE unopened = 2;
  CREATE INDEX events_not_for_us ON events (room, log, seq) WHERE unopened = 3;

  -- Of a room that is not public: its secret, and of a direct one the account of the other person.
  ALTER TABLE rooms ADD COLUMN secret BLOB;
  ALTER TABLE rooms ADD COLUMN other BLOB;

  -- Send groups, ours and those that others write in: one for each time that a log opened one. Secret.
  -- seq: of the last sealed entry written or read; lost: 1 somebody in it cannot read it, so the next message opens a new one.
  CREATE TABLE groups (
    room   INTEGER NOT NULL REFERENCES rooms,
    device INTEGER NOT NULL REFERENCES devices,
    opened INTEGER NOT NULL,
    epoch  BLOB NOT NULL,
    chain  BLOB NOT NULL,
    seq    INTEGER NOT NULL,
    lost   INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (room, device, opened)
  ) STRICT, WITHOUT ROWID;

  -- Exporters of epochs by which other groups heal, by the id of the epoch; members: device keys, one behind the other. Secret.
  CREATE TABLE shares (
    id      BLOB PRIMARY KEY,
    room    INTEGER NOT NULL REFERENCES rooms,
    device  INTEGER NOT NULL REFERENCES devices,
    secret  BLOB NOT NULL,
    members BLOB NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX shares_by_log ON shares (room, device);
  -- Epochs of others that the present group of ours in a room has imported.
  CREATE TABLE imported (
    room INTEGER NOT NULL REFERENCES rooms,
    id   BLOB NOT NULL,
    PRIMARY KEY (room, id)
  ) STRICT, WITHOUT ROWID;

  -- Key packages of this device with their private halves. audience: the device a one-time one is for; empty: a last resort.
  CREATE TABLE own_packages (
    ref        BLOB PRIMARY KEY,
    audience   BLOB NOT NULL,
    bytes      BLOB NOT NULL,
    init_key   BLOB NOT NULL,
    leaf_key   BLOB NOT NULL,
    made_at    INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX own_packages_for ON own_packages (audience);
  -- Of others the newest bundle for anybody and the newest for this device; of this device what it gave.
  -- audience: empty for anybody.
  CREATE TABLE key_bundles (
    device     BLOB NOT NULL,
    audience   BLOB NOT NULL,
    counter    INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    bytes      BLOB NOT NULL,
    PRIMARY KEY (device, audience)
  ) STRICT, WITHOUT ROWID;
  -- One-time packages of others that were used, by their refs.
  CREATE TABLE used_packages (ref BLOB PRIMARY KEY, used_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;

  -- What this account knows of somebody's keys, and decided of them.
  CREATE TABLE trust (
    account           BLOB PRIMARY KEY,
    first_certificate BLOB,
    verified_at       INTEGER,
    verified_how      TEXT,
    contact           INTEGER NOT NULL DEFAULT 0,
    blocked           INTEGER NOT NULL DEFAULT 0,
    changed_at        INTEGER,
    before            BLOB,
    differs           INTEGER NOT NULL DEFAULT 0
  ) STRICT, WITHOUT ROWID;

  -- Sealed copies kept for others. known: 1 the depositor is no stranger; size: what it is counted as. bytes come last: what is
  -- counted is read without them.
  CREATE TABLE parcels (
    tag        BLOB NOT NULL,
    hash       BLOB NOT NULL,
    depositor  BLOB NOT NULL,
    size       INTEGER NOT NULL,
    known      INTEGER NOT NULL,
    stored_at  INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    bytes      BLOB NOT NULL,
    PRIMARY KEY (tag, hash)
  ) STRICT;
  CREATE INDEX parcels_weight ON parcels (tag, known, size);
  CREATE INDEX parcels_by_depositor ON parcels (depositor, size);
  CREATE INDEX parcels_by_age ON parcels (known, stored_at, hash, tag);
  CREATE INDEX parcels_by_end ON parcels (expires_at);
  -- Who acknowledged to carry a sealed copy of which entries of our log in a room, as runs of seq; device: for whom.
  CREATE TABLE carried (
    room   INTEGER NOT NULL REFERENCES rooms ON DELETE CASCADE,
    device INTEGER NOT NULL REFERENCES devices ON DELETE CASCADE,
    person INTEGER NOT NULL REFERENCES people ON DELETE CASCADE,
    first  INTEGER NOT NULL,
    last   INTEGER NOT NULL,
    PRIMARY KEY (room, device, person, first)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX carried_for ON carried (device);
  CREATE INDEX carried_by ON carried (person);

  -- Invites of private rooms; seed: where this device made it.
  CREATE TABLE invites (
    room       INTEGER NOT NULL REFERENCES rooms,
    invite     BLOB NOT NULL,
    seed       BLOB,
    expires_at INTEGER,
    once       INTEGER NOT NULL,
    PRIMARY KEY (room, invite)
  ) STRICT, WITHOUT ROWID;
  `
]
