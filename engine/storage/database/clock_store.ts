import type { DatabaseConnection } from "./database_connection.ts";

/** What a packet tells of a channel's clock. */
export interface ClockReading {
  /** The channel, "NC.MEM..HHZ". */
  readonly channel: string;
  /** When the packet came, by this machine's clock, UTC epoch milliseconds. */
  readonly wallMs: number;
  /** Time of the packet's last sample, UTC epoch milliseconds. */
  readonly packetEndMs: number;
}

/** A clock that cannot be right, or data that come too late to warn. */
export interface ClockAlarm {
  /** The channel. */
  readonly channel: string;
  /** Whether packets come from the future, or from too long ago. */
  readonly kind: "ahead" | "behind";
  /** When it began, UTC epoch milliseconds. */
  readonly beganMs: number;
  /** When it ended; left out while it lasts. */
  readonly endedMs?: number;
  /** Largest difference of packet and wall time, seconds, positive. */
  readonly worstSeconds: number;
}

/** From when on a clock is alarmed; an alarm ends at half of that. */
export interface ClockLimits {
  /** Seconds by which a packet may be ahead of the wall clock; 1 unless given: none should be at all. */
  readonly aheadSeconds?: number;
  /** Seconds by which it may be behind; 30 unless given: records fill up before they are sent. */
  readonly behindSeconds?: number;
}

interface AlarmRow {
  channel: string;
  began_ms: number;
  ended_ms: number | null;
  kind: ClockAlarm["kind"];
  worst_seconds: number;
}

/** Part of a limit at which an alarm ends, so that it does not flicker. */
const END_SHARE = 0.5;

/** Fewest hours from which a drift is told, unless more are asked for. */
const LEAST_HOURS = 3;

const HOUR_MS = 3_600_000;

/** Clocks of channels beside the wall clock, and alarms about them. */
export class ClockStore {
  #connection: DatabaseConnection;

  /** Works on a connection. */
  constructor(connection: DatabaseConnection) {
    this.#connection = connection;
  }

  /** Writes readings down, in the order in which they came; gives the alarms that began or ended. */
  record(readings: Iterable<ClockReading>, limits: ClockLimits = {}): ClockAlarm[] {
    return this.#connection.transaction(() => {
      const changed: ClockAlarm[] = [];
      for (const reading of readings) {
        const { channel, wallMs, packetEndMs } = reading;
        this.#connection.run(
          "INSERT OR REPLACE INTO clock_readings VALUES (?, ?, ?)",
          ...[channel, wallMs, packetEndMs],
        );
        changed.push(...this.#judge(reading, limits));
      }
      return changed;
    });
  }

  /** All alarms, or those of a channel, or only those that last; by when they began. */
  alarms({ channel, lasting = false }: { channel?: string; lasting?: boolean } = {}): ClockAlarm[] {
    const more = lasting ? " AND ended_ms IS NULL" : "";
    return this.#connection.all<AlarmRow>(
      `SELECT * FROM clock_alarms WHERE channel = coalesce(?, channel)${more} ORDER BY began_ms, channel`,
      channel ?? null,
    ).map(alarmOf);
  }

  /**
   * How fast a clock runs away, seconds a day, positive where packets come ever later; undefined for less
   * than `leastHours` of readings, three unless given. A line through the least delay of each hour: that is what is left when
   * nothing held a packet up.
   */
  driftSecondsPerDay(
    channel: string,
    { startMs, endMs, leastHours = LEAST_HOURS }: {
      readonly startMs: number;
      readonly endMs: number;
      readonly leastHours?: number;
    },
  ): number | undefined {
    const hours = this.#connection.all<{ wall_ms: number; delay_ms: number }>(
      `SELECT wall_ms, min(wall_ms - packet_end_ms) AS delay_ms FROM clock_readings
       WHERE channel = ? AND wall_ms BETWEEN ? AND ? GROUP BY CAST(wall_ms / ${HOUR_MS} AS INTEGER)`,
      ...[channel, startMs, endMs],
    );
    if (hours.length < leastHours) return undefined;
    const mean = (value: (hour: typeof hours[number]) => number) =>
      hours.reduce((sum, hour) => sum + value(hour), 0) / hours.length;
    const [wall, delay] = [mean((hour) => hour.wall_ms), mean((hour) => hour.delay_ms)];
    const slope = mean((hour) => (hour.wall_ms - wall) * (hour.delay_ms - delay)) /
      mean((hour) => (hour.wall_ms - wall) ** 2);
    return slope * 86_400;
  }

  #judge(
    { channel, wallMs, packetEndMs }: ClockReading,
    { aheadSeconds = 1, behindSeconds = 30 }: ClockLimits,
  ): ClockAlarm[] {
    const aheadBy = (packetEndMs - wallMs) / 1000;
    const changed: ClockAlarm[] = [];
    const kinds = [["ahead", aheadBy, aheadSeconds], ["behind", -aheadBy, behindSeconds]] as const;
    for (const [kind, seconds, limit] of kinds) {
      const lasting = this.alarms({ channel, lasting: true }).find((alarm) => alarm.kind === kind);
      if (lasting === undefined && seconds > limit) {
        changed.push(this.#save({ channel, kind, beganMs: wallMs, worstSeconds: seconds }));
      } else if (lasting !== undefined && seconds < limit * END_SHARE) {
        changed.push(this.#save({ ...lasting, endedMs: wallMs }));
      } else if (lasting !== undefined && seconds > lasting.worstSeconds) {
        this.#save({ ...lasting, worstSeconds: seconds });
      }
    }
    return changed;
  }

  #save(alarm: ClockAlarm): ClockAlarm {
    const { channel, beganMs, endedMs, kind, worstSeconds } = alarm;
    this.#connection.run(
      "INSERT OR REPLACE INTO clock_alarms VALUES (?, ?, ?, ?, ?)",
      ...[channel, beganMs, endedMs ?? null, kind, worstSeconds],
    );
    return alarm;
  }
}

function alarmOf(row: AlarmRow): ClockAlarm {
  return {
    ...{ channel: row.channel, kind: row.kind, beganMs: row.began_ms },
    ...(row.ended_ms !== null && { endedMs: row.ended_ms }),
    worstSeconds: row.worst_seconds,
  };
}
