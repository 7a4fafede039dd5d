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
  `
]
