// The house this wall belongs to, and how far this machine's clock is from the server's.
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { answer, api } from "../../api/client";

const HOUR = 3_600_000;

export function useHouse(): { name: string; offset: number } {
  const { i18n } = useTranslation();
  const { data } = useQuery({
    queryKey: ["house", "clock"],
    queryFn: async () => {
      const house = await answer(api.GET("/api/house"));
      return { ...house, offset: Date.parse(house.now) - Date.now() };
    },
    staleTime: HOUR,
    refetchInterval: HOUR,
  });
  if (!data) return { name: "", offset: 0 };
  return { name: (i18n.language === "en" && data.name_en) || data.name, offset: data.offset };
}
