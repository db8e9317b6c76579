// What stands on a screen that has no meeting to show: why, and what to do next.
import { useTranslation } from "react-i18next";
import { unreachable } from "../../api/problem";
import type { PictureState } from "../../live/picture";
import { Button } from "../../ui/Button";
import { EnterIcon, HomeIcon, InfoIcon, SearchIcon } from "../../ui/Icon";
import { EmptyState, ErrorState, Loading } from "../../ui/State";

/** The whole page is loaded anew: nothing of what was seen before stays behind. */
const go = (address: string) => () => window.location.assign(address);

export function NoPicture({ picture: { ended, connection } }: { picture: PictureState }) {
  const { t } = useTranslation();
  if (ended === "signed_out") {
    const back = `/signin?to=${encodeURIComponent(window.location.pathname + window.location.search)}`;
    const signIn = (
      <Button variant="primary" size="bar" onClick={go(back)}>
        {t("room.signIn")}
      </Button>
    );
    return (
      <EmptyState icon={<EnterIcon size={48} />} title={t("room.signedOut")} action={signIn}>
        {t("room.signedOutDetail")}
      </EmptyState>
    );
  }
  if (ended) {
    const Sign = ended === "removed" ? InfoIcon : SearchIcon;
    const home = (
      <Button variant="primary" size="bar" icon={<HomeIcon />} onClick={go("/")}>
        {t("common.home")}
      </Button>
    );
    return (
      <EmptyState icon={<Sign size={48} />} title={t(`room.${ended}`)} action={home}>
        {t(`room.${ended}Detail`)}
      </EmptyState>
    );
  }
  if (connection !== "lost") return <Loading />;
  return <ErrorState error={unreachable()} onRetry={() => window.location.reload()} />;
}
