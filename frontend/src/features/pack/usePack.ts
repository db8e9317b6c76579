// A meeting's pack on this tablet, for a screen: how far it is, and what can be done about it.
import { useEffect, useState, useSyncExternalStore } from "react";
import { answer, api } from "../../api/client";
import { Refusal } from "../../api/problem";
import type { MeetingView } from "../../live/frame";
import { bringHome } from "../../vault/home";
import { eraseVault, keepMeeting, onVaults } from "../../vault/keeper";
import type { Pack, PackState } from "../../vault/pack";
import { allowBringing, mayBring, packOf } from "../../vault/packs";
import { noteSession } from "../../vault/session";
import { useSession } from "../signin/session";

type Papers = MeetingView["papers"];

export interface PackOnScreen {
  /** Absent while this tablet keeps nothing of the meeting. */
  state?: PackState;
  /** Papers come by themselves. */
  allowed: boolean;
  /** Asked and not yet answered. */
  busy: boolean;
  refusal?: Refusal;
  begin(): void;
  stop(): void;
  retry(paper: string): void;
  allow(allowed: boolean): void;
  erase(): void;
}

const nothing = () => () => {};

/** `offline`: nothing is brought, but what is there is shown. */
export function usePack(meeting: string, papers: Papers | undefined, offline: boolean): PackOnScreen {
  const session = useSession();
  const [pack, setPack] = useState<Pack>();
  const [known, setKnown] = useState(false);
  const [allowed, setAllowed] = useState(mayBring);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal>();
  const state = useSyncExternalStore(pack?.subscribe ?? nothing, () => pack?.getSnapshot());

  useEffect(() => {
    let gone = false;
    const look = async () => {
      const found = await packOf(meeting);
      if (gone) return;
      setPack(found);
      setKnown(true);
    };
    void look();
    const stop = onVaults(() => void look());
    return () => {
      gone = true;
      stop();
    };
  }, [meeting]);

  const open = async () => {
    setBusy(true);
    setRefusal(undefined);
    try {
      await keepMeeting(meeting, session.account_id);
      await noteSession(session);
      await bringHome();
    } catch (error) {
      if (error instanceof Refusal) setRefusal(error);
    } finally {
      setBusy(false);
    }
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it is known that nothing is kept yet
  useEffect(() => {
    if (known && !pack && allowed && session.paired && !offline) void open();
  }, [known, pack, allowed, offline]);

  useEffect(() => {
    if (!pack || !papers) return;
    void pack.expect(papers).then(() => void (allowed && !offline && pack.run()));
  }, [pack, papers, allowed, offline]);

  const allow = (next: boolean) => {
    allowBringing(next);
    setAllowed(next);
  };
  return {
    state: pack && state,
    allowed,
    busy,
    refusal,
    begin: () => {
      allow(true);
      if (pack) void pack.run();
      else void open();
    },
    stop: () => {
      allow(false);
      pack?.stop();
    },
    retry: (paper) => void pack?.retry(paper),
    allow,
    erase: () => {
      allow(false);
      pack?.stop();
      void eraseVault(meeting);
      // The server forgets the key too; where it is away the tablet has done its part.
      answer(
        api.DELETE("/api/meetings/{meeting_id}/vault", { params: { path: { meeting_id: meeting } } }),
      ).catch(() => {});
    },
  };
}
