// The list of meetings as far as it is kept: those whose papers are on this tablet.
import { answer, api, type Schemas } from "../api/client";
import { vaults } from "./keeper";

type Summary = Schemas["MeetingSummary"];
const RECORD = "summary";

interface KeptSummary {
  meeting: Summary;
  /** The server's time when it was told, and this device's. */
  now: string;
  heardAt: number;
}

export interface KeptHome {
  meetings: Summary[];
  /** The server's time, reckoned by this device's clock. */
  now: string;
  /** When the server was last heard, by its own time. */
  keptAt: number;
}

export async function noteHome(meetings: Summary[], now: string): Promise<void> {
  for (const vault of await vaults()) {
    const meeting = meetings.find(({ meeting_id }) => meeting_id === vault.meeting);
    if (meeting) await vault.put(RECORD, { meeting, now, heardAt: Date.now() } satisfies KeptSummary);
  }
}

/** The same, asked for now: a pack begun in the lobby must be found on the first page too. */
export async function bringHome(): Promise<void> {
  const [{ now }, { meetings }] = await Promise.all([
    answer(api.GET("/api/house")),
    answer(api.GET("/api/meetings", { params: { query: { whose: "mine" } } })),
  ]);
  await noteHome(meetings, now);
}

export async function keptHome(): Promise<KeptHome | undefined> {
  const all: KeptSummary[] = [];
  for (const vault of await vaults()) {
    const kept = await vault.get<KeptSummary>(RECORD);
    if (kept) all.push(kept);
  }
  const latest = all.reduce<KeptSummary | undefined>(
    (latest, one) => (latest && latest.heardAt > one.heardAt ? latest : one),
    undefined,
  );
  if (!latest) return undefined;
  const keptAt = Date.parse(latest.now);
  const now = new Date(keptAt + Math.max(0, Date.now() - latest.heardAt)).toISOString();
  return { meetings: all.map(({ meeting }) => meeting), now, keptAt };
}
