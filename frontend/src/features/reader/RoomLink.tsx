// The way back to the meeting, always the same whatever the browser's history holds.
import { useRouter } from "@tanstack/react-router";
import type { ReactNode } from "react";

export interface RoomLinkProps {
  meeting: string;
  className?: string;
  label?: string;
  /** Elsewhere than the meeting itself. */
  to?: string;
  children: ReactNode;
}

export function RoomLink({ meeting, className, label, to, children }: RoomLinkProps) {
  const router = useRouter();
  const address = to ?? roomAddress(meeting);
  return (
    <a
      href={address}
      className={className}
      aria-label={label}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        router.history.push(address);
      }}
    >
      {children}
    </a>
  );
}

/** Back to where one came from: the room, the chair's console, or the list at the desk. */
export const roomAddress = (meeting: string) => {
  if (atDesk()) return `/desk/meetings/${meeting}?tab=papers`;
  const door = cameFromChair() ? "chair" : "room";
  return `/${door}/meetings/${meeting}`;
};

/** Another paper, in the same reader, from its beginning or at a page. */
export const paperAddress = (meeting: string, paper: string, page?: number) => {
  const door = atDesk() ? "desk" : "room";
  const search = new URLSearchParams();
  if (page !== undefined) search.set("page", String(page));
  if (cameFromChair()) search.set("from", "chair");
  const asked = search.size > 0 ? `?${search}` : "";
  return `/${door}/meetings/${meeting}/papers/${paper}${asked}`;
};

/** A page of a version of a paper; without a version of the shown one. */
export const versionAddress = (meeting: string, paper: string, page: number, version?: string) => {
  const address = paperAddress(meeting, paper, page);
  return version ? `${address}&version=${version}` : address;
};

/** My notes, of this meeting first. */
export const notesAddress = (meeting: string) =>
  `/${atDesk() ? "desk" : "room"}/notes?meeting=${meeting}&within=${meeting}`;

/** The reader's address for somebody at the chair's console. */
export const paperFromChair = (meeting: string, paper: string) =>
  `/room/meetings/${meeting}/papers/${paper}?from=chair`;

export const atDesk = () => window.location.pathname.startsWith("/desk/");
const cameFromChair = () => new URLSearchParams(window.location.search).get("from") === "chair";
