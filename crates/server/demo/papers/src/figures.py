# Why: every amount in the demonstration papers comes from here, so that one figure reads the same in all of them.
"""Invented figures of the province of Lam Giang. Amounts are million đồng, always multiples of 100."""
import random

STEP = 100

WARDS = ["Lam Thành", "Đông Giang", "Tân Lam", "Nam Thành", "Bến Ngự", "Cửa Vân"]
COMMUNES = [
    "Thượng Lam", "Hạ Lam", "Bắc Lam", "Vân Khê", "Vân Lĩnh", "Đại Ngàn", "Phú Vân", "Yên Hạ", "Yên Thượng",
    "Thạch Bàn", "Khe Sơn", "Mường Ngàn", "Nậm Lam", "Đông Khê", "Tây Khê", "Quảng Vân", "Hòa Giang", "Hưng Lĩnh",
    "Cẩm Vân", "Trung Lĩnh", "Sơn Hạ", "An Thượng", "Lộc Giang", "Phúc Lĩnh", "Diên Vân", "Trà Khê", "Bình Khê",
    "Minh Lĩnh", "Thanh Vân", "Sơn Giang", "Long Khê", "Nghi Vân", "Châu Lĩnh", "Tam Khê", "Ngọc Giang",
    "Hải Giang", "Ninh Khê", "Đồng Vân", "Xuân Lĩnh", "Thái Giang", "Phong Vân", "Giang Nam",
]
HIGHLAND = {"Đại Ngàn", "Khe Sơn", "Mường Ngàn", "Nậm Lam", "Vân Lĩnh", "Trung Lĩnh", "Châu Lĩnh", "Thạch Bàn", "Sơn Hạ"}
PMU, PMU_T, PMU_N = ("Ban QLDA đầu tư xây dựng tỉnh", "Ban QLDA công trình giao thông tỉnh",
                     "Ban QLDA công trình nông nghiệp tỉnh")


def spread(total, weights, least=0):
    """Shares of total in proportion to weights, multiples of STEP, that add up to exactly total."""
    units, floor = total // STEP, least // STEP
    rest = units - floor * len(weights)
    raw = [rest * w / sum(weights) for w in weights]
    part = [int(r) for r in raw]
    for i in sorted(range(len(raw)), key=lambda i: part[i] - raw[i])[: rest - sum(part)]:
        part[i] += 1
    shares = [(p + floor) * STEP for p in part]
    assert sum(shares) == total and total % STEP == 0
    return shares


def up(x, step=STEP):
    return int(-(-x // step) * step)


def project(rng, sector):
    a, b = rng.sample(COMMUNES, 2)
    w = rng.choice(WARDS)
    names = {
        "Giao thông": [
            f"Cải tạo, nâng cấp đường tỉnh {rng.randint(521, 539)} đoạn từ xã {a} đến xã {b}",
            f"Đường nối trung tâm xã {a} với đường tỉnh {rng.randint(521, 539)}",
            f"Cầu {a} và đường hai đầu cầu, xã {a}",
            f"Đường từ phường {w} đi khu công nghiệp Bắc Lam (đoạn qua xã {b})",
            f"Sửa chữa, khắc phục điểm mất an toàn giao thông trên tuyến {a} – {b}",
        ],
        "Nông nghiệp, thủy lợi": [
            f"Kè chống sạt lở bờ hữu sông Vân đoạn qua xã {a}",
            f"Nâng cấp, sửa chữa hồ chứa nước {a}, xã {a}",
            f"Kiên cố hóa kênh chính trạm bơm {a} – {b}",
            f"Cấp nước sinh hoạt tập trung liên xã {a} – {b}",
            f"Bố trí, ổn định dân cư vùng nguy cơ sạt lở đất xã {a}",
        ],
        "Giáo dục": [
            f"Nhà lớp học và bộ môn Trường Trung học cơ sở {a}",
            f"Trường Phổ thông dân tộc bán trú {a}: nhà ở học sinh và các công trình phụ trợ",
            f"Trường Trung học phổ thông {a} (giai đoạn 2)",
            f"Trường Mầm non {b}, xã {b}",
        ],
        "Y tế": [
            f"Nâng cấp Trạm Y tế xã {a} và điểm trạm {b}",
            f"Bệnh viện Đa khoa khu vực {a}: khối điều trị nội trú",
            f"Mua sắm trang thiết bị Trung tâm Y tế khu vực {b}",
        ],
        "Văn hóa, du lịch": [
            f"Bảo tồn, tôn tạo di tích đình {a}, xã {a}",
            f"Hạ tầng khu du lịch sinh thái hồ {b}",
            f"Nhà văn hóa trung tâm xã {a}",
        ],
        "Hạ tầng đô thị, khu công nghiệp": [
            f"Hệ thống thu gom, xử lý nước thải phường {w}",
            f"Khu tái định cư phục vụ giải phóng mặt bằng xã {a}",
            f"Hạ tầng kỹ thuật ngoài hàng rào cụm công nghiệp {b}",
            f"Chỉnh trang tuyến phố trung tâm phường {w}",
        ],
        "Quốc phòng, an ninh": [
            f"Trụ sở Ban Chỉ huy Quân sự xã {a}",
            f"Trụ sở làm việc Công an xã {a}",
            f"Đường vào thao trường huấn luyện xã {b}",
        ],
        "Chuyển đổi số, quản lý nhà nước": [
            f"Trụ sở làm việc Đảng ủy, HĐND, UBND xã {a}",
            f"Trung tâm phục vụ hành chính công xã {b}",
            f"Số hóa hồ sơ, dữ liệu đất đai khu vực {a} – {b}",
        ],
    }
    name = rng.choice(names[sector])
    return name, f"phường {w}" if f"phường {w}" in name else f"xã {a}" if a in name else f"xã {b}"


def unique(rng, sector, seen):
    while True:
        name, where = project(rng, sector)
        if name not in seen:
            seen.add(name)
            return name, where


# an owner that builds one kind of thing only
OWN = {"Sở Khoa học và Công nghệ": "Số hóa", "Công an tỉnh": "Trụ sở làm việc Công an",
       "Bộ Chỉ huy Quân sự tỉnh": ("Trụ sở Ban Chỉ huy", "Đường vào thao trường"),
       "Ban Quản lý các khu công nghiệp tỉnh": ("Hạ tầng kỹ thuật", "Khu tái định cư", "Hệ thống thu gom")}


def disbursement():
    """Plan and payments of 2026 by project, owner and source, up to 15 November."""
    rng = random.Random(20261115)
    sources = ["Cân đối ngân sách địa phương", "Thu tiền sử dụng đất", "Xổ số kiến thiết",
               "Ngân sách trung ương (vốn trong nước)", "Vốn nước ngoài", "Chương trình mục tiêu quốc gia"]
    sectors = ["Giao thông", "Nông nghiệp, thủy lợi", "Giáo dục", "Y tế", "Văn hóa, du lịch",
               "Hạ tầng đô thị, khu công nghiệp", "Quốc phòng, an ninh", "Chuyển đổi số, quản lý nhà nước"]
    big = [(PMU, 19, .74, [0, 2, 3, 4, 5, 7]), (PMU_T, 20, .71, [0]), (PMU_N, 16, .66, [1]), ("Sở Y tế", 6, .49, [3]),
           ("Sở Giáo dục và Đào tạo", 9, .63, [2]), ("Sở Văn hóa, Thể thao và Du lịch", 5, .44, [4]),
           ("Sở Khoa học và Công nghệ", 4, .52, [7]), ("Công an tỉnh", 5, .78, [6]), ("Bộ Chỉ huy Quân sự tỉnh", 5, .83, [6]),
           ("Ban Quản lý các khu công nghiệp tỉnh", 6, .41, [5])]
    small = [(f"UBND {'phường' if c in WARDS else 'xã'} {c}", rng.randint(10, 13), rng.uniform(.36, .92), [0, 1, 2, 4, 5])
             for c in WARDS[:3] + ["Thượng Lam", "Bắc Lam", "Vân Khê", "Mường Ngàn", "Quảng Vân", "Hòa Giang", "Cẩm Vân",
                                   "Hải Giang", "Thanh Vân"]]
    rows, seen = [], set()
    for owner, n, rate, secs in big + small:
        local = owner.startswith("UBND")
        for _ in range(n):
            sector = sectors[rng.choice(secs)]
            name, where = unique(rng, sector, seen)
            while not local and not name.startswith(OWN.get(owner, "")):
                name, where = unique(rng, sector, seen)
            if local:  # a commune builds at home
                here = owner.split(" ", 2)[2]
                kind = "phường" if here in WARDS else "xã"
                while True:
                    name = {
                        "Giao thông": f"Cải tạo tuyến đường trục chính số {rng.randint(2, 24)} {kind} {here}",
                        "Nông nghiệp, thủy lợi": f"Kiên cố hóa kênh mương nội đồng tổ, thôn số {rng.randint(2, 14)} {kind} {here}",
                        "Giáo dục": f"Nhà lớp học {rng.choice([6, 8, 10, 12])} phòng Trường Tiểu học {here} số {rng.randint(1, 3)}",
                        "Văn hóa, du lịch": f"Nhà văn hóa và sân thể thao khu dân cư số {rng.randint(2, 12)} {kind} {here}",
                        "Hạ tầng đô thị, khu công nghiệp":
                            f"Hệ thống thoát nước, chiếu sáng khu trung tâm {kind} {here} (đoạn {rng.randint(1, 8)})",
                    }[sector]
                    if name not in seen:
                        break
                seen.add(name)
            weight = rng.uniform(3, 9) if local else rng.uniform(20, 110)
            src = rng.choices(range(6), [3, 4, 0.3, 0, 0, 2.2] if local else [38, 22, 4, 24, 5, 3])[0]
            weight *= .2 if src == 2 else 1  # lottery revenue is a small source
            rows.append(dict(owner=owner, name=name, sector=sector, source=sources[src], weight=weight,
                             rate=min(1, max(0, rng.gauss(rate, .17)))))
    for r, plan in zip(rows, spread(8_642_000, [r["weight"] for r in rows], 1_500)):
        r["plan"] = plan
        r["paid"] = int(plan * r.pop("rate")) // STEP * STEP
        del r["weight"]

    def by(field, order):
        out = []
        for v in order:
            g = [r for r in rows if r[field] == v]
            if g:
                out.append(dict(name=v, count=len(g), plan=sum(r["plan"] for r in g), paid=sum(r["paid"] for r in g)))
        return out
    owners = by("owner", [o[0] for o in big + small])
    plan, paid = sum(r["plan"] for r in rows), sum(r["paid"] for r in rows)
    months = spread(paid, [.6, 2.2, 4.1, 6.0, 7.2, 9.1, 9.6, 10.4, 11.9, 13.0, 6.2])
    bands = [("Từ 80% trở lên", .8, 2), ("Từ 60% đến dưới 80%", .6, .8), ("Từ 40% đến dưới 60%", .4, .6), ("Dưới 40%", -1, .4)]
    return dict(
        projects=rows, sources=by("source", sources), owners=owners, sectors=by("sector", sectors), months=months,
        plan=plan, paid=paid, count=len(rows),
        none=[r for r in rows if r["paid"] == 0],
        bands=[dict(name=n, count=sum(lo <= r["paid"] / r["plan"] < hi for r in rows),
                    plan=sum(r["plan"] for r in rows if lo <= r["paid"] / r["plan"] < hi),
                    paid=sum(r["paid"] for r in rows if lo <= r["paid"] / r["plan"] < hi)) for n, lo, hi in bands],
        low=sorted([o for o in owners if o["paid"] / o["plan"] < .5], key=lambda o: o["paid"] / o["plan"]),
        high=sorted([o for o in owners if o["paid"] / o["plan"] >= .75], key=lambda o: -o["paid"] / o["plan"]))


SCALE = {
    "Giao thông": lambda g: f"Tuyến đường dài {g.randint(3, 18)},{g.randint(1, 9)} km, cấp {g.choice(['IV', 'V'])} miền núi; nền rộng {g.choice(['7,5', '9,0'])} m, mặt đường bê tông nhựa; {g.randint(4, 31)} cống thoát nước ngang, {g.randint(1, 3)} cầu bản",
    "Nông nghiệp, thủy lợi": lambda g: f"Công trình cấp {g.choice(['III', 'IV'])}; chiều dài {g.randint(1, 9)}.{g.randint(100, 950)} m; phục vụ tưới, tiêu {g.randint(180, 960)} ha và bảo vệ {g.randint(240, 1900)} hộ dân",
    "Giáo dục": lambda g: f"Nhà {g.choice([2, 3])} tầng, {g.choice([8, 12, 16, 18])} phòng học và {g.randint(4, 8)} phòng chức năng; diện tích sàn {g.randint(1, 4)}.{g.randint(100, 950)} m²; sân, tường rào, hệ thống phòng cháy, chữa cháy",
    "Y tế": lambda g: f"Khối nhà {g.choice([2, 3, 5])} tầng, {g.randint(20, 120)} giường bệnh; diện tích sàn {g.randint(1, 6)}.{g.randint(100, 950)} m²; hệ thống khí y tế, xử lý nước thải {g.choice([30, 60, 120])} m³/ngày đêm",
    "Văn hóa, du lịch": lambda g: f"Khu đất {g.randint(1, 6)},{g.randint(1, 9)} ha; nhà đón tiếp, đường dạo, bãi đỗ xe {g.randint(40, 160)} chỗ; tu bổ {g.randint(2, 5)} hạng mục gốc theo hồ sơ di tích",
    "Hạ tầng đô thị, khu công nghiệp": lambda g: f"San nền {g.randint(4, 28)},{g.randint(1, 9)} ha; đường nội bộ {g.randint(1, 6)},{g.randint(1, 9)} km; hệ thống cấp, thoát nước, cấp điện {g.randint(2, 6)} trạm biến áp; trạm xử lý nước thải {g.choice([500, 1200, 2500])} m³/ngày đêm",
}
DOWN = [
    ("Vướng giải phóng mặt bằng", "còn {n} hộ chưa thống nhất phương án bồi thường; khu tái định cư chưa hoàn thành hạ tầng thiết yếu nên chưa thể bàn giao mặt bằng theo tiến độ hợp đồng"),
    ("Chuyển mục đích sử dụng rừng", "hồ sơ chuyển mục đích sử dụng {n} ha rừng phải bổ sung phương án trồng rừng thay thế, dự kiến hoàn thành thủ tục trong quý II năm 2027"),
    ("Thiếu vật liệu san lấp", "nguồn đất đắp và cát trong bán kính {n} km chưa được cấp phép nâng công suất, nhà thầu chỉ thi công cầm chừng"),
    ("Điều chỉnh quy mô", "sau khi sắp xếp đơn vị hành chính, nhu cầu sử dụng thực tế giảm khoảng {n}% so với phê duyệt ban đầu, cần cắt giảm hạng mục trước khi thi công tiếp"),
    ("Chậm lựa chọn nhà thầu", "gói thầu xây lắp chính phải tổ chức đấu thầu lại, làm chậm khởi công {n} tuần so với kế hoạch được duyệt"),
    ("Giá trị quyết toán giảm", "công trình đã bàn giao đưa vào sử dụng; giá trị thẩm tra quyết toán thấp hơn vốn đã bố trí do tiết kiệm sau đấu thầu {n}% và không sử dụng hết dự phòng"),
]
UP = [
    ("Vượt tiến độ", "khối lượng thực hiện đã đạt {n}% giá trị hợp đồng, vượt kế hoạch vốn được giao; nhà thầu có đủ năng lực hoàn thành trước ngày 31 tháng 12 năm 2027"),
    ("Bố trí vốn đối ứng", "ngân sách trung ương đã giao đủ phần hỗ trợ; phần đối ứng của tỉnh còn thiếu làm {n}% khối lượng nghiệm thu chưa được thanh toán"),
    ("Phòng, chống thiên tai", "mưa lũ tháng 9 năm 2026 làm sạt lở thêm {n} vị trí, đe dọa trực tiếp khu dân cư; cần hoàn thành trước mùa mưa năm 2027"),
    ("Hoàn thành dứt điểm", "dự án còn {n}% khối lượng hoàn thiện; bổ sung vốn một lần để đưa vào sử dụng, tránh kéo dài sang giai đoạn sau"),
]
# reasons a reader would not believe of a project of that sector
ODD = {"Phòng, chống thiên tai": ("Giáo dục", "Y tế", "Văn hóa, du lịch", "Hạ tầng đô thị, khu công nghiệp"),
       "Chuyển mục đích sử dụng rừng": ("Giáo dục", "Y tế", "Hạ tầng đô thị, khu công nghiệp"),
       "Thiếu vật liệu san lấp": ("Giáo dục", "Y tế")}


def medium_term():
    """The 47 projects of the amendment: 31 give back exactly what 16 receive, 1.284,6 tỷ đồng."""
    rng = random.Random(4731161)
    seen, out = set(), []
    sectors = list(SCALE)

    def owner(sector, where):
        return {"Giao thông": PMU_T, "Nông nghiệp, thủy lợi": PMU_N}.get(
            sector, rng.choice([PMU, PMU, f"UBND {where}"]))

    def make(n, total, reasons, sign, weights):
        for i, (amount, sector) in enumerate(zip(spread(total, [rng.uniform(.45, 1.8) for _ in range(n)], 9_000),
                                                 rng.choices(sectors, weights, k=n))):
            name, where = unique(rng, sector, seen)
            k = i
            while sector in ODD.get(reasons[k % len(reasons)][0], ()):
                k += 1
            kind, text = reasons[k % len(reasons)]
            if sign < 0:
                given = up(amount / rng.uniform(.3, .68))
                cost = up(given * rng.uniform(1.06, 1.35))
                paid = up((given - amount) * rng.uniform(.25, .8))
            else:
                given = up(amount / rng.uniform(.35, .8))
                cost = up((given + amount) * rng.uniform(1.01, 1.09))
                paid = up(given * rng.uniform(.82, .99))
            after = given + sign * amount
            assert 0 < paid <= after <= cost, (paid, after, cost)
            first = min(after, up(paid * rng.uniform(1.02, 1.15)))
            phases = [first] + spread(after - first, [rng.uniform(5, 6), rng.uniform(2, 4), 1 if sign < 0 else 0])
            out.append(dict(
                name=name, where=where, sector=sector, owner=owner(sector, where), group="B" if cost >= 120_000 else "C",
                decision=f"{rng.randint(214, 2980)}/QĐ-UBND", decided=f"{rng.randint(3, 28):02d}/{rng.randint(3, 12):02d}/2025",
                years="2026–2029" if sign < 0 else "2026–2028", scale=SCALE[sector](rng), cost=cost, given=given,
                change=sign * amount, after=after, paid=paid, phases=phases, reason=kind, detail=text.format(n=rng.randint(12, 58)),
                progress=rng.randint(8, 46) if sign < 0 else rng.randint(62, 93)))
    make(31, 1_284_600, DOWN, -1, [9, 6, 3, 2, 3, 8])
    make(16, 1_284_600, UP, +1, [6, 7, 4, 3, 1, 2])
    down, rise = [p for p in out if p["change"] < 0], [p for p in out if p["change"] > 0]
    # one new project is not enough reason to touch the ceiling: the two sides must cancel
    assert len(down) == 31 and len(rise) == 16 and sum(p["change"] for p in out) == 0
    by_sector = [dict(name=s, down_count=sum(p["sector"] == s for p in down), up_count=sum(p["sector"] == s for p in rise),
                      down=-sum(p["change"] for p in down if p["sector"] == s),
                      up=sum(p["change"] for p in rise if p["sector"] == s)) for s in sectors]

    def by_reason(ps):
        return [dict(name=r, count=sum(p["reason"] == r for p in ps), change=abs(sum(p["change"] for p in ps if p["reason"] == r)))
                for r in dict.fromkeys(p["reason"] for p in ps)]
    ceiling = [("Cân đối ngân sách địa phương", 17_860_000, 15_982_300), ("Thu tiền sử dụng đất", 12_400_000, 11_160_000),
               ("Xổ số kiến thiết", 1_040_000, 936_000), ("Ngân sách trung ương (vốn trong nước)", 12_350_000, 11_707_500),
               ("Vốn nước ngoài", 1_720_000, 1_604_200), ("Chương trình mục tiêu quốc gia", 2_480_000, 2_480_000)]
    return dict(projects=out, down=down, up=rise, sectors=by_sector, amount=1_284_600,
                down_reasons=by_reason(down), up_reasons=by_reason(rise),
                ceiling=[dict(name=n, ceiling=c, given=g, reserve=c - g) for n, c, g in ceiling])


def economy():
    rng = random.Random(1126)
    revenue = [  # name, estimate of the year, November, eleven months, same period
        ("Thu từ khu vực doanh nghiệp nhà nước", 1_420_000, 112_400, 1_318_700, 1_241_300),
        ("Thu từ khu vực có vốn đầu tư nước ngoài", 1_180_000, 104_600, 1_146_200, 983_500),
        ("Thu từ khu vực ngoài quốc doanh", 3_260_000, 281_300, 3_118_900, 2_746_800),
        ("Thuế thu nhập cá nhân", 1_050_000, 86_200, 1_021_400, 894_700),
        ("Thuế bảo vệ môi trường", 860_000, 71_500, 748_300, 790_200),
        ("Lệ phí trước bạ", 540_000, 48_900, 512_600, 451_100),
        ("Thu tiền sử dụng đất", 2_400_000, 236_700, 1_987_400, 1_765_900),
        ("Thu tiền thuê đất, mặt nước", 310_000, 24_800, 296_500, 268_400),
        ("Thu phí, lệ phí", 290_000, 25_300, 271_800, 249_600),
        ("Thu xổ số kiến thiết", 130_000, 11_200, 121_900, 112_700),
        ("Thu khác ngân sách", 360_000, 31_600, 342_700, 318_400),
    ]
    customs = ("Thu từ hoạt động xuất nhập khẩu", 1_300_000, 118_400, 1_263_500, 1_094_800)
    spending = [("Chi đầu tư phát triển", 8_642_000, None, None, None),
                ("Chi sự nghiệp giáo dục, đào tạo và dạy nghề", 6_180_000, 548_200, 5_596_300, 5_218_700),
                ("Chi sự nghiệp y tế, dân số và gia đình", 1_420_000, 118_700, 1_241_600, 1_196_400),
                ("Chi khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số", 386_000, 36_400, 248_900, 142_300),
                ("Chi bảo đảm xã hội", 1_260_000, 109_800, 1_138_700, 1_087_500),
                ("Chi sự nghiệp kinh tế, bảo vệ môi trường", 1_940_000, 171_300, 1_568_200, 1_482_900),
                ("Chi quản lý hành chính", 3_120_000, 262_900, 2_874_500, 2_963_100),
                ("Chi quốc phòng, an ninh", 640_000, 52_600, 571_400, 538_200),
                ("Chi khác", 210_000, 16_300, 168_900, 159_400)]
    f = ["name", "plan", "month", "months", "before"]
    d = DISB
    spending[0] = ("Chi đầu tư phát triển", d["plan"], d["months"][10], d["paid"], 5_108_300)
    domestic = [dict(zip(f, r)) for r in revenue]
    local_total = 1_624_500
    places = [("Phường " + w) for w in WARDS] + [("Xã " + c) for c in COMMUNES]
    weights = [rng.uniform(7, 14) if p.startswith("Phường") else (rng.uniform(.3, .7) if p[3:] in HIGHLAND else rng.uniform(.8, 2.8)) for p in places]
    got = spread(local_total, weights, 1_200)
    plan = [up(g / rng.uniform(.82, 1.16)) for g in got]
    land = [int(g * rng.uniform(.2, .55)) // STEP * STEP for g in got]
    industry = [("Than sạch", "nghìn tấn", 41.2, 428.6, 3.4), ("Đá xây dựng", "nghìn m³", 312.0, 3186.0, 9.8), ("Thủy sản chế biến", "tấn", 1846, 18924, 7.2),
                ("Chè chế biến", "tấn", 986, 11240, 4.6), ("Quần áo may sẵn", "nghìn chiếc", 6214, 64380, 13.1), ("Giày, dép", "nghìn đôi", 1482, 15126, 11.5),
                ("Gỗ dán, ván ép", "nghìn m³", 58.4, 604.3, 8.9), ("Xi măng", "nghìn tấn", 214.0, 2196.0, 2.7), ("Gạch nung", "triệu viên", 36.8, 381.5, -1.9),
                ("Linh kiện điện tử", "triệu cái", 18.6, 187.2, 22.4), ("Điện sản xuất", "triệu kWh", 286.0, 3412.0, 5.8), ("Nước sạch", "nghìn m³", 2640, 28180, 6.1)]
    crops = [("Lúa cả năm", "ha", 96_420, 97_050), ("Sản lượng lúa", "tấn", 561_900, 556_400), ("Ngô", "ha", 21_380, 21_940), ("Lạc", "ha", 6_240, 6_120), ("Rau, đậu các loại", "ha", 18_760, 18_210),
             ("Chè búp tươi", "tấn", 58_640, 56_320), ("Cam, bưởi", "tấn", 41_270, 38_950), ("Đàn trâu, bò", "con", 284_600, 288_100), ("Đàn lợn", "con", 492_300, 471_800),
             ("Đàn gia cầm", "nghìn con", 11_840, 11_320), ("Sản lượng thủy sản", "tấn", 63_180, 60_740), ("Rừng trồng mới tập trung", "ha", 12_480, 12_130), ("Gỗ khai thác", "nghìn m³", 1_126, 1_074)]
    trade = [("Lương thực, thực phẩm", 22_846.2, 12.6), ("Hàng may mặc", 4_318.5, 9.1), ("Đồ dùng, trang thiết bị gia đình", 7_962.4, 10.3), ("Vật phẩm văn hóa, giáo dục", 1_284.7, 6.8),
             ("Gỗ và vật liệu xây dựng", 8_416.9, 8.4), ("Ô tô, phương tiện đi lại", 6_725.3, 11.9), ("Xăng, dầu, nhiên liệu", 9_180.6, 4.2), ("Hàng hóa khác", 5_239.8, 7.7)]
    export = [("Hàng dệt, may", 486.2, 12.8), ("Giày, dép", 214.7, 10.6), ("Linh kiện điện tử", 368.4, 24.1), ("Gỗ và sản phẩm gỗ", 192.5, 8.7), ("Thủy sản", 128.9, 6.4), ("Chè", 31.6, 5.2), ("Hàng hóa khác", 102.3, 9.5)]
    return dict(domestic=domestic, customs=dict(zip(f, customs)), spending=[dict(zip(f, r)) for r in spending],
                places=[dict(name=n, plan=p, got=g, land=l) for n, p, g, l in zip(places, plan, got, land)],
                industry=industry, crops=crops, trade=trade, export=export)


def rural():
    rng = random.Random(4219)
    rows = []
    for c in COMMUNES:
        n = rng.randint(11, 15) if c in HIGHLAND else rng.choices([16, 17, 18, 19], [2, 3, 4, 12])[0]
        if c == "Thượng Lam":
            n = 19
        level = "Chưa đạt chuẩn" if n < 19 else ("Kiểu mẫu" if c in ("Thượng Lam", "Quảng Vân", "Hòa Giang") else ("Nâng cao" if rng.random() < .36 else "Đạt chuẩn"))
        if c in ("Quảng Vân", "Hòa Giang"):
            n = 19
            level = "Kiểu mẫu"
        plan = up(rng.uniform(5_000, 14_500) if n < 19 else rng.uniform(3_200, 8_600))
        rows.append(dict(name=c, criteria=n, level=level, households=rng.randint(2100, 5400), income=round(rng.uniform(29, 43) if c in HIGHLAND else rng.uniform(52, 78), 1),
                         poor=round(rng.uniform(9, 17) if c in HIGHLAND else rng.uniform(.7, 3.4), 1), plan=plan, paid=int(plan * rng.uniform(.55, .97)) // STEP * STEP,
                         gift=up(rng.uniform(300, 2600)), ocop=5 if c == "Thượng Lam" else rng.randint(0, 7)))
    levels = [dict(name=l, count=sum(r["level"] == l for r in rows)) for l in ("Kiểu mẫu", "Nâng cao", "Đạt chuẩn", "Chưa đạt chuẩn")]
    bands = [dict(name=n, count=sum(a <= r["criteria"] <= b for r in rows)) for n, a, b in (("Đạt đủ 19 tiêu chí", 19, 19), ("Từ 16 đến 18 tiêu chí", 16, 18), ("Từ 13 đến 15 tiêu chí", 13, 15), ("Dưới 13 tiêu chí", 0, 12))]
    short = [("Tiêu chí số 2 – Giao thông", 9), ("Tiêu chí số 5 – Trường học", 7), ("Tiêu chí số 6 – Cơ sở vật chất văn hóa", 8), ("Tiêu chí số 10 – Thu nhập", 11), ("Tiêu chí số 11 – Nghèo đa chiều", 10), ("Tiêu chí số 13 – Tổ chức sản xuất", 12), ("Tiêu chí số 17 – Môi trường và an toàn thực phẩm", 15)]
    total = sum(19 - r["criteria"] for r in rows)
    parts = spread(total * STEP, [s[1] for s in short])
    return dict(communes=rows, levels=levels, bands=bands, missing=[dict(name=s[0], count=p // STEP) for s, p in zip(short, parts)], missing_total=total)


def digital():
    tasks = [("Hạ tầng mạng, thiết bị đầu cuối và phòng họp trực tuyến cấp xã", [46_200, 38_400, 21_600, 12_800]),
             ("Trung tâm phục vụ hành chính công và số hóa hồ sơ", [32_500, 41_800, 26_300, 14_200]),
             ("Nền tảng dữ liệu dùng chung, bản đồ số cấp xã", [18_600, 24_700, 19_500, 11_400]),
             ("Họp không giấy và ký số trong cơ quan cấp xã", [14_800, 11_200, 6_400, 4_600]),
             ("An toàn thông tin, giám sát và sao lưu", [12_400, 13_600, 12_900, 12_100]),
             ("Bồi dưỡng cán bộ, Tổ công nghệ số cộng đồng", [8_700, 9_300, 9_100, 8_400]),
             ("Truyền thông, hỗ trợ người dân và hộ kinh doanh", [5_300, 5_800, 5_600, 5_200])]
    return dict(tasks=[dict(name=n, y=y, total=sum(y)) for n, y in tasks], years=[sum(t[1][i] for t in tasks) for i in range(4)], total=sum(sum(t[1]) for t in tasks))


DISB = disbursement()


def all_figures():
    return dict(disb=DISB, medium=medium_term(), economy=economy(), rural=rural(), digital=digital(), wards=WARDS, communes=COMMUNES)


def check(f):
    """Every total a reader can add up by hand adds up."""
    d = f["disb"]
    for key in ("sources", "owners", "sectors", "bands"):
        for field, whole in (("count", d["count"]), ("plan", d["plan"]), ("paid", d["paid"])):
            assert sum(x[field] for x in d[key]) == whole, (key, field)
    assert sum(d["months"]) == d["paid"] and all(0 <= p["paid"] <= p["plan"] for p in d["projects"])
    m = f["medium"]
    assert sum(s["down"] for s in m["sectors"]) == sum(s["up"] for s in m["sectors"]) == m["amount"] == 1_284_600
    assert sum(s["down_count"] for s in m["sectors"]) == 31 and sum(s["up_count"] for s in m["sectors"]) == 16
    assert all(p["given"] + p["change"] == p["after"] == sum(p["phases"]) for p in m["projects"])
    assert sum(r["change"] for r in m["down_reasons"]) == sum(r["change"] for r in m["up_reasons"]) == m["amount"]
    assert all(c["ceiling"] == c["given"] + c["reserve"] for c in m["ceiling"])
    r = f["rural"]
    assert sum(x["count"] for x in r["levels"]) == sum(x["count"] for x in r["bands"]) == len(r["communes"]) == 42
    assert sum(x["count"] for x in r["missing"]) == r["missing_total"]
    g = f["digital"]
    assert sum(g["years"]) == sum(t["total"] for t in g["tasks"]) == g["total"]
    e = f["economy"]
    assert sum(p["got"] for p in e["places"]) == 1_624_500 and len(e["places"]) == 48
    assert next(s for s in e["spending"] if s["name"] == "Chi đầu tư phát triển")["months"] == d["paid"]
