// One outbox a meeting and person on this tablet, whichever screens look at it; what is kept lies sealed beside the meeting's papers.
import { vaultOf } from "../vault/keeper";
import { deliver } from "./deliver";
import { type Asked, type Keeping, Outbox } from "./outbox";

const RECORD = "asked";
const outboxes = new Map<string, Outbox>();

/** Where this tablet keeps nothing of the meeting, what was asked lasts as long as the page. */
const sealed = (meeting: string): Keeping => ({
  async load() {
    const vault = await vaultOf(meeting);
    return vault && ((await vault.get<Asked[]>(RECORD)) ?? []);
  },
  async save(asked) {
    const vault = await vaultOf(meeting);
    await vault?.put(RECORD, asked);
    return vault !== undefined;
  },
});

export function outboxOf(meeting: string, account: string): Outbox {
  const name = `${account}/${meeting}`;
  const known = outboxes.get(name);
  if (known) return known;
  const outbox = new Outbox(sealed(meeting), (wish, key, item) => deliver(meeting, wish, key, item));
  outboxes.set(name, outbox);
  return outbox;
}
