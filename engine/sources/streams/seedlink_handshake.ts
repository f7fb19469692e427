import { EnvironmentError, InputError, VERSION } from "../../domain/mod.ts";
import type { ByteConnection } from "./byte_connection.ts";
import type { SeedlinkVersion } from "./seedlink_frames.ts";
import type { ChannelPattern } from "./stream_settings.ts";

/** What one station is asked for. */
export interface StationRequest {
  /** Pattern of network codes. */
  readonly network: string;
  /** Pattern of station codes. */
  readonly station: string;
  /** Streams of it; all where there is none. */
  readonly streams: readonly Pick<ChannelPattern, "location" | "channel">[];
  /** The number of the first packet wanted; the next to come unless given. */
  readonly sequence?: bigint;
}

/** What a server is asked for. */
export interface HandshakeRequest {
  /** Stations; all that the server has where there is none. */
  readonly stations: readonly StationRequest[];
  /** For all stations at once, where `stations` is empty: the number of the first packet wanted. */
  readonly sequence?: bigint;
  /** Only data that end after this, UTC epoch milliseconds. */
  readonly fromMs?: number;
  /** The version of the protocol; the highest that both know unless given. */
  readonly version?: SeedlinkVersion;
}

/** How a handshake ended. */
export interface Handshake {
  /** The version that was agreed on. */
  readonly version: SeedlinkVersion;
  /** Bytes behind it: the first frames. */
  readonly rest: Uint8Array;
  /** Stations that the server refused, and its words. */
  readonly refused: readonly string[];
}

/** Longest line of an answer. */
const MOST_LINE_BYTES = 4096;

/**
 * Agrees with a SeedLink server on a version and on what it sends; after it, frames follow.
 *
 * Throws InputError where no station is to be had or the server speaks otherwise, and EnvironmentError
 * "network" where it closes the connection.
 *
 * Source: International FDSN, SeedLink protocol 4.0 ("Handshaking", "Commands"); version 3 as in
 * SeisComP's documentation of seedlink.
 */
export async function shakeHands(
  connection: ByteConnection,
  request: HandshakeRequest,
): Promise<Handshake> {
  const lines = new LineReader(connection);
  await connection.send("HELLO");
  const software = await lines.next();
  await lines.next({ mayBeEmpty: true });
  const knows4 = /\bSLPROTO:4\.\d/.test(software);
  const version = request.version ?? (knows4 ? 4 : 3);
  if (!/^SeedLink\b/i.test(software) || version === 4 && !knows4) {
    throw new InputError(`Cannot speak SeedLink ${version} with the server`, {
      value: software,
      expected: version === 4 ? "SLPROTO:4.0 in its greeting" : "a greeting of SeedLink",
    });
  }
  const refused = await (version === 4 ? agree4 : agree3)(connection, lines, request);
  return { version, rest: lines.rest(), refused };
}

/**
 * What belongs to one station goes out at once, as version 4 allows; only STATION is waited for, as
 * a server that refuses it ignores what follows.
 */
async function agree4(
  connection: ByteConnection,
  lines: LineReader,
  { stations, fromMs }: HandshakeRequest,
): Promise<string[]> {
  const asked = stations.length > 0 ? stations : [{ network: "*", station: "*", streams: [] }];
  const time = fromMs === undefined ? "" : ` ${new Date(fromMs).toISOString()}`;
  const ask = async (commands: readonly string[]): Promise<string | undefined> => {
    for (const command of commands) await connection.send(command);
    const answers: string[] = [];
    for (let i = 0; i < commands.length; i++) answers.push(await lines.next());
    const wrong = answers.findIndex((answer) => answer !== "OK");
    return wrong < 0 ? undefined : `"${answers[wrong]}" to "${commands[wrong]}"`;
  };
  const fault = await ask(["SLPROTO 4.0", `USERAGENT quakecast/${VERSION}`]);
  if (fault !== undefined) throw refusal("version 4", fault);
  const refused: string[] = [];
  for (const one of asked as readonly StationRequest[]) {
    const streams = one.streams.filter((stream) => !isAll(stream));
    const fault = await ask([`STATION ${one.network}_${one.station}`]) ?? await ask([
      ...streams.map((stream) => `SELECT ${streamId(stream)}`),
      one.sequence === undefined && time === "" ? "DATA" : `DATA ${one.sequence ?? -1}${time}`,
    ]);
    if (fault !== undefined) refused.push(fault);
  }
  await finish(connection, { refused, of: asked.length });
  return refused;
}

async function agree3(
  connection: ByteConnection,
  lines: LineReader,
  { stations, sequence, fromMs }: HandshakeRequest,
): Promise<string[]> {
  const time = fromMs === undefined ? "" : commaTime(fromMs);
  const start = (number: bigint | undefined) =>
    number !== undefined
      ? `DATA ${number.toString(16).toUpperCase().padStart(6, "0")}${time && ` ${time}`}`
      : time === ""
      ? "DATA"
      : `TIME ${time}`;
  if (stations.length === 0) {
    await connection.send(start(sequence)); // starts the data at once, without an answer
    return [];
  }
  const refused: string[] = [];
  for (const one of stations) {
    const commands = [
      `STATION ${one.station} ${one.network}`,
      ...one.streams.filter((stream) => !isAll(stream)).map((stream) =>
        `SELECT ${selector3(stream)}`
      ),
      start(one.sequence),
    ];
    for (const command of commands) {
      await connection.send(command);
      const answer = await lines.next();
      if (answer === "OK") continue;
      refused.push(`${commands[0]}: "${answer}" to "${command}"`);
      break;
    }
  }
  await finish(connection, { refused, of: stations.length });
  return refused;
}

async function finish(
  connection: ByteConnection,
  { refused, of }: { refused: readonly string[]; of: number },
): Promise<void> {
  if (refused.length === of) throw refusal("every station", refused.join("; "));
  await connection.send("END");
}

function refusal(what: string, answer: string): InputError {
  return new InputError(`Cannot stream from the server: it refuses ${what}`, { value: answer });
}

function isAll({ location, channel }: Pick<ChannelPattern, "location" | "channel">): boolean {
  return location === "*" && channel === "*";
}

/** The stream "00_H_H_Z" of version 4; a pattern of other than three letters is told by "*". */
function streamId({ location, channel }: Pick<ChannelPattern, "location" | "channel">): string {
  const isPlain = /^[^*]{3}$/.test(channel);
  return `${location}_${isPlain ? [...channel].join("_") : starred(channel)}`;
}

/** "HH*" as "H_H*", "*Z" as "*_Z" and "*" as it is. */
function starred(channel: string): string {
  return [...channel].join("_").replaceAll("_*", "*").replaceAll("*_", "*");
}

/** The selector "00HHZ" of version 3, whose only wildcard is "?". */
function selector3({ location, channel }: Pick<ChannelPattern, "location" | "channel">): string {
  const place = location === "" ? "--" : location === "*" ? "??" : location.replaceAll("*", "?");
  const star = channel.indexOf("*");
  const fill = "?".repeat(Math.max(0, 4 - channel.length));
  const three = star < 0 ? channel : channel.slice(0, star) + fill + channel.slice(star + 1);
  return place.padEnd(2, "-") + three.replaceAll("*", "?");
}

function commaTime(timeMs: number): string {
  return new Date(timeMs).toISOString().slice(0, 19).split(/[-T:]/).join(",");
}

/** Reads lines; what came behind the last one is kept. */
class LineReader {
  readonly #connection: ByteConnection;
  #bytes: Uint8Array = new Uint8Array(0);

  constructor(connection: ByteConnection) {
    this.#connection = connection;
  }

  async next({ mayBeEmpty = false } = {}): Promise<string> {
    for (;;) {
      const end = this.#bytes.indexOf(10);
      if (end >= 0) {
        const line = new TextDecoder().decode(this.#bytes.subarray(0, end)).trim();
        this.#bytes = this.#bytes.slice(end + 1);
        if (line !== "" || mayBeEmpty) return line;
        continue;
      }
      const more = await this.#connection.read();
      if (more === undefined) {
        throw new EnvironmentError("The server closed the connection.", "network");
      }
      const joined = new Uint8Array(this.#bytes.length + more.length);
      joined.set(this.#bytes);
      joined.set(more, this.#bytes.length);
      this.#bytes = joined;
      if (joined.length > MOST_LINE_BYTES && !joined.includes(10)) {
        throw new InputError("Cannot speak SeedLink with the server: it sends no lines", {});
      }
    }
  }

  rest(): Uint8Array {
    return this.#bytes;
  }
}
