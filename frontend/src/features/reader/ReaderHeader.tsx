// The reader's header: the way back, the paper's whole title, whether the picture is live, and the time.
import { type Ref, useState } from "react";
import { useTranslation } from "react-i18next";
import type { PictureState } from "../../live/picture";
import { Header } from "../../ui/Header";
import { NotesIcon, OpenIcon, PreviousIcon } from "../../ui/Icon";
import { DeviceState } from "../meeting/DeviceState";
import shared from "./Reader.module.css";
import styles from "./ReaderHeader.module.css";
import { atDesk, notesAddress, RoomLink } from "./RoomLink";

export interface ReaderHeaderProps {
  meeting: string;
  title: string;
  /** The page on screen, counted over the whole pack. */
  packPage?: number;
  heading: Ref<HTMLHeadingElement>;
  wide: boolean;
  now: number;
  picture: PictureState;
  cut?: number;
}

/** Longer than two lines of the band; than two lines of a phone. */
const LONG = 72;
const LONG_ON_PHONE = 56;

export function ReaderHeader(props: ReaderHeaderProps) {
  const { meeting, title, packPage, heading, now, picture, cut } = props;
  const { t } = useTranslation();
  const [whole, setWhole] = useState(false);
  // A title is never cut: where the band is too narrow it stands below it and takes the lines it needs. On a phone they are the
  // page's lines too: the title is folded there, one touch from being whole.
  const wide = props.wide && title.length <= LONG;
  const foldable = title.length > LONG_ON_PHONE;
  const folded = foldable && !whole ? styles.folded : "";
  const name = (
    <h1 ref={heading} tabIndex={-1} className={wide ? styles.inBand : `${styles.name} ${folded}`}>
      {title}
    </h1>
  );
  const inPack = packPage !== undefined && (
    <p className={wide ? styles.packInBand : styles.packBelow}>
      {t("reader.packPage", { page: String(packPage) })}
    </p>
  );
  const lead = (
    <>
      <RoomLink meeting={meeting} className={shared.back}>
        <PreviousIcon />
        <span>{t(atDesk() ? "reader.backDesk" : "reader.back")}</span>
      </RoomLink>
      {wide && name}
      {wide && inPack}
    </>
  );
  return (
    <>
      <Header lead={lead}>
        <RoomLink
          meeting={meeting}
          to={notesAddress(meeting)}
          className={styles.notes}
          label={t("notes.mine")}
        >
          <NotesIcon />
          <span className={styles.long}>{t("notes.mine")}</span>
          <span className={styles.short}>{t("notes.mineShort")}</span>
        </RoomLink>
        <DeviceState picture={picture} now={now} cut={cut} brief />
      </Header>
      {!wide && (
        <div className={styles.below}>
          <div className={styles.words}>
            {name}
            {inPack}
          </div>
          {foldable && (
            <button
              type="button"
              className={styles.unfold}
              aria-expanded={whole}
              aria-label={t("reader.wholeTitle")}
              onClick={() => setWhole(!whole)}
            >
              <OpenIcon />
            </button>
          )}
        </div>
      )}
    </>
  );
}
