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

export const roomAddress = (meeting: string) => `/room/meetings/${meeting}`;
