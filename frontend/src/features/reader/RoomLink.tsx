// The way back to the meeting, always the same whatever the browser's history holds.
import { useRouter } from "@tanstack/react-router";
import type { ReactNode } from "react";

export interface RoomLinkProps {
  meeting: string;
  className?: string;
  label?: string;
  children: ReactNode;
}

export function RoomLink({ meeting, className, label, children }: RoomLinkProps) {
  const router = useRouter();
  const address = roomAddress(meeting);
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

/** Whoever came from the chair's console goes back to it. */
export const roomAddress = (meeting: string) => {
  const door = new URLSearchParams(window.location.search).get("from") === "chair" ? "chair" : "room";
  return `/${door}/meetings/${meeting}`;
};

/** The reader's address for somebody at the chair's console. */
export const paperFromChair = (meeting: string, paper: string) =>
  `/room/meetings/${meeting}/papers/${paper}?from=chair`;
