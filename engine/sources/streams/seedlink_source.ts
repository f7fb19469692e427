import {
  ConfigurationError,
  EnvironmentError,
  formatTime,
  InputError,
  parseDuration,
  resolveOptions,
} from "../../domain/mod.ts";
import { BackOff, pause } from "./back_off.ts";
import { type ByteConnection, connectTcp, connectWebSocket } from "./byte_connection.ts";
import { SeedlinkFrames, type SeedlinkVersion } from "./seedlink_frames.ts";
import { shakeHands } from "./seedlink_handshake.ts";
import { ResumePlan } from "./resume_plan.ts";
import { type ChannelPattern, STREAM_SETTINGS, type StreamSettings } from "./stream_settings.ts";
import type { StreamSettingsInput } from "./stream_settings.ts";
import type { RecordSource, StreamRecord, StreamSession } from "./waveform_packet.ts";

/** Which server is asked for what. */
export interface SeedlinkOptions {
  /** Channels; all that the server has where there is none. */
  readonly patterns?: readonly ChannelPattern[];
  /** Data of the past are wanted from here on, UTC epoch milliseconds; only what is to come else. */
  readonly fromMs?: number;
  /** Version of the protocol; the highest that both know unless given. */
  readonly version?: SeedlinkVersion;
  /** Departures from STREAM_SETTINGS. */
  readonly settings?: StreamSettingsInput;
}

/** Foreign bytes without a frame between them after which a connection is given up. */
const MOST_FOREIGN_BYTES = 262_144;

/**
 * The records of a SeedLink server, version 3 or 4, over TCP ("seedlink://host:18000") or WebSocket
 * ("seedlink+ws://host:port/seedlink", "seedlink+wss://..."). A connection that breaks, is silent or
 * sends nonsense is opened anew after a growing wait and goes on behind the last packet of each station.
 *
 * Throws ConfigurationError for an address that is none. Reading throws InputError where the server
 * refuses everything at first, and EnvironmentError "permission".
 */
export function seedlinkSource(address: string, options: SeedlinkOptions = {}): RecordSource {
  const settings = resolveOptions(STREAM_SETTINGS, options.settings ?? {});
  const connect = readAddress(address);
  return {
    name: address,
    isLive: true,
    records: (session) =>
      new SeedlinkReader(address, { connect, options, settings, session }).read(),
  };
}

type Connect = (signal: AbortSignal) => Promise<ByteConnection>;

function readAddress(address: string): Connect {
  const match = /^seedlink(\+wss?)?:\/\/(\[[0-9A-Fa-f:]+\]|[^/:?#\s@]+)(?::(\d+))?(\/\S*)?$/
    .exec(address);
  const [, web, hostname, port, path] = match ?? [];
  const number = port === undefined ? undefined : Number(port);
  const isWrong = match === null || number !== undefined && !(number >= 1 && number <= 65_535) ||
    web === undefined && path !== undefined && path !== "/";
  if (isWrong) {
    throw new ConfigurationError(
      `Cannot stream from "${address}": expected seedlink://HOST:PORT or ` +
        "seedlink+ws://HOST:PORT/PATH.",
      "source",
    );
  }
  if (web === undefined) {
    const host = hostname.replace(/^\[|\]$/g, "");
    return (signal) => connectTcp({ hostname: host, port: number ?? 18_000, signal });
  }
  const url = `${web.slice(1)}://${hostname}${port === undefined ? "" : `:${port}`}` +
    (path ?? "/seedlink");
  return (signal) => connectWebSocket(url, { signal });
}

interface ReaderParts {
  connect: Connect;
  options: SeedlinkOptions;
  settings: StreamSettings;
  session: StreamSession;
}

class SeedlinkReader {
  readonly #name: string;
  readonly #parts: ReaderParts;
  readonly #backOff: BackOff;
  readonly #plan: ResumePlan;
  readonly #waitsMs: { connect: number; keepAlive: number; timeout: number };
  #version: SeedlinkVersion | undefined;
  #hasShaken = false;

  constructor(name: string, parts: ReaderParts) {
    const { settings, options } = parts;
    this.#name = name;
    this.#parts = parts;
    this.#backOff = new BackOff(settings, name);
    this.#plan = new ResumePlan(options.patterns ?? []);
    this.#version = options.version;
    this.#waitsMs = {
      connect: parseDuration(settings.connectTimeout, "connectTimeout"),
      keepAlive: parseDuration(settings.keepAlive, "keepAlive"),
      timeout: parseDuration(settings.timeout, "timeout"),
    };
  }

  async *read(): AsyncGenerator<StreamRecord, void, undefined> {
    const { signal } = this.#parts.session;
    while (!signal.aborted) {
      let why = "";
      try {
        if (yield* this.#converse()) return;
        why = "the server closed the connection";
      } catch (error) {
        if (signal.aborted) return;
        const isFinal = error instanceof InputError && !this.#hasShaken ||
          error instanceof EnvironmentError && error.part === "permission";
        if (isFinal) throw error;
        why = (error as Error).message;
      }
      if (signal.aborted) return;
      const waitMs = this.#backOff.next();
      const again = `trying again in ${(waitMs / 1000).toFixed(1)} s`;
      this.#note("connection", `${why.replace(/\.$/, "")}; ${again}`);
      await pause(waitMs, signal);
    }
  }

  /** One connection from its opening to its end; gives whether the server had no more to send. */
  async *#converse(): AsyncGenerator<StreamRecord, boolean, undefined> {
    const { session } = this.#parts;
    const wait = new Watch(session.signal);
    const connection = await wait.within(this.#waitsMs.connect, {
      work: (signal) => this.#parts.connect(signal),
      otherwise: "no connection",
      discard: (late) => late.close(),
    });
    const close = () => connection.close();
    session.signal.addEventListener("abort", close, { once: true });
    try {
      const { version, rest, refused } = await wait.within(this.#waitsMs.connect, {
        work: () => this.#shake(connection),
        otherwise: "no answer to the handshake",
      });
      this.#version = version;
      this.#hasShaken = true;
      this.#plan.begin(version);
      for (const words of refused) this.#note("refused", words);
      const frames = new SeedlinkFrames(version);
      let foreignBytes = 0;
      for (let bytes: Uint8Array | undefined = rest; bytes !== undefined;) {
        const receivedMs = session.now();
        for (const frame of frames.push(bytes)) {
          foreignBytes = frame.kind === "foreign" ? foreignBytes + frame.lengthBytes : 0;
          if (frame.kind === "foreign") {
            this.#note("foreign bytes", `${frame.lengthBytes} bytes that are no frame: skipped`);
          }
          if (foreignBytes > MOST_FOREIGN_BYTES) throw new Error("the server sends no frames");
          if (frame.kind === "end") return true;
          if (frame.kind !== "data") continue;
          this.#backOff.reset();
          const news = this.#plan.take(frame);
          if (news !== undefined) this.#note("sequence", news);
          yield { bytes: frame.payload, sequence: frame.sequence, receivedMs };
        }
        bytes = await wait.read(connection, this.#waitsMs);
      }
      return false;
    } finally {
      session.signal.removeEventListener("abort", close);
      connection.close();
    }
  }

  #shake(connection: ByteConnection): ReturnType<typeof shakeHands> {
    const { fromMs } = this.#parts.options;
    return shakeHands(connection, { ...this.#plan.request(), fromMs, version: this.#version });
  }

  #note(kind: string, message: string): void {
    const timeMs = this.#parts.session.now();
    const text = `${this.#name} at ${formatTime(timeMs)}: ${message}`;
    this.#parts.session.note({ kind, message: text, timeMs });
  }
}

/** What may take only so long. */
interface Limited<Value> {
  work(signal: AbortSignal): Promise<Value>;
  otherwise: string;
  /** What becomes of a value that comes too late. */
  discard?(value: Value): void;
}

/** Waits for a connection with limits of time. */
class Watch {
  readonly #signal: AbortSignal;

  constructor(signal: AbortSignal) {
    this.#signal = signal;
  }

  /** The value of some work, or an error where it takes too long or the stream is ended. */
  async within<Value>(milliseconds: number, limited: Limited<Value>): Promise<Value> {
    const { work, otherwise, discard } = limited;
    const controller = new AbortController();
    const late = `${otherwise} within ${milliseconds / 1000} s`;
    const ended = Promise.withResolvers<never>();
    const stop = () => {
      ended.reject(new Error(this.#signal.aborted ? "the stream was ended" : late));
      controller.abort();
    };
    const timer = setTimeout(stop, milliseconds);
    this.#signal.addEventListener("abort", stop, { once: true });
    const working = work(controller.signal);
    try {
      return await Promise.race([working, ended.promise]);
    } catch (error) {
      working.then(discard, () => undefined);
      throw error;
    } finally {
      clearTimeout(timer);
      this.#signal.removeEventListener("abort", stop);
    }
  }

  /** The next bytes; a silent server is asked for a sign of life, then given up. */
  async read(
    connection: ByteConnection,
    waitsMs: { keepAlive: number; timeout: number },
  ): Promise<Uint8Array | undefined> {
    const reading = connection.read();
    const ask = setTimeout(
      () => connection.send("INFO ID").catch(() => undefined),
      waitsMs.keepAlive,
    );
    let isSilent = false;
    const giveUp = setTimeout(() => {
      isSilent = true;
      connection.close();
    }, waitsMs.timeout);
    try {
      const bytes = await reading;
      if (!isSilent) return bytes;
    } catch (error) {
      if (!isSilent) throw error;
    } finally {
      clearTimeout(ask);
      clearTimeout(giveUp);
    }
    throw new Error(`the server was silent for ${waitsMs.timeout / 1000} s`);
  }
}
