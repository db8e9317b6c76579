// The acts of leading: taking, giving, declining, ending; each sent once, refused in the server's own words.
import { api } from "../../api/client";
import { useAct } from "../meeting/useAct";
import { setFollowing } from "./following";

export type LeadDeed =
  | { do: "lead"; paper: string; to?: string }
  | { do: "end" }
  | { do: "decline"; whom: string };

export function useLeadActs(meeting: string) {
  const { act, doing, refusal, forget } = useAct((deed: LeadDeed, headers) => {
    const path = { meeting_id: meeting };
    switch (deed.do) {
      case "lead":
        return api.PUT("/api/meetings/{meeting_id}/lead", {
          params: { path },
          headers,
          body: { paper_id: deed.paper, ...(deed.to && { attendee_id: deed.to }) },
        });
      case "end":
        return api.DELETE("/api/meetings/{meeting_id}/lead", { params: { path }, headers });
      case "decline":
        return api.DELETE("/api/meetings/{meeting_id}/lead/asked/{attendee_id}", {
          params: { path: { ...path, attendee_id: deed.whom } },
          headers,
        });
    }
  });
  return {
    /** Leads from this very tablet, once the picture says so: a presenter may have to wait for the chair. */
    lead(paper: string) {
      setFollowing(meeting, { claims: paper, follows: false });
      act({ do: "lead", paper }, undefined, () => setFollowing(meeting, { claims: undefined }));
    },
    give: (paper: string, to: string) => act({ do: "lead", paper, to }),
    end() {
      setFollowing(meeting, { claims: undefined, leads: undefined });
      act({ do: "end" });
    },
    decline: (whom: string) => act({ do: "decline", whom }),
    busy: doing !== undefined,
    refusal,
    forget,
  };
}
