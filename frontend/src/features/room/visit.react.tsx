// What this visitor has done in the room so far: it outlives a look into a paper, and ends with the meeting's page.
import { createContext, type ReactNode, useContext, useMemo, useState } from "react";

export interface Visit {
  /** Went in from the lobby, before the opening. */
  entered: boolean;
  enter(): void;
  /** The item looked at; none while the meeting is followed. */
  selected?: string;
  select(item: string | undefined): void;
  /** The paper opened last: coming back, its row has the focus. */
  paper?: string;
  leaveFor(paper: string | undefined): void;
}

const VisitContext = createContext<Visit | undefined>(undefined);

export function VisitProvider({ children }: { children: ReactNode }) {
  const [entered, setEntered] = useState(false);
  const [selected, select] = useState<string>();
  const [paper, leaveFor] = useState<string>();
  const visit = useMemo(
    () => ({ entered, enter: () => setEntered(true), selected, select, paper, leaveFor }),
    [entered, selected, paper],
  );
  return <VisitContext value={visit}>{children}</VisitContext>;
}

export function useVisit(): Visit {
  const visit = useContext(VisitContext);
  if (!visit) throw new Error("useVisit outside RoomMeeting");
  return visit;
}
