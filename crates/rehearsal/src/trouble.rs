//! Why a rehearsal could not be held, in words a secretary can act on: what, why, what next.

use std::{error::Error, io};

use tokio_rustls::rustls::{self, CertificateError};
use tokio_tungstenite::tungstenite;

use crate::house::HouseError;

/// A failure in both languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// Stable code.
    pub code: &'static str,
    /// Vietnamese.
    pub vi: String,
    /// English.
    pub en: String,
}

impl Trouble {
    fn new(code: &'static str, vi: impl Into<String>, en: impl Into<String>) -> Self {
        Self { code, vi: vi.into(), en: en.into() }
    }

    /// What went wrong with the house at `url`.
    pub fn of(error: &HouseError, url: &str) -> Self {
        if let Some(tls) = find::<rustls::Error>(error) {
            return encryption(tls, url);
        }
        if out_of_files(error) {
            return Self::new(
                "too_many_files",
                "Máy đang chạy diễn tập không mở thêm được kết nối vì đã đến giới hạn số tệp. Mời nâng giới hạn (ulimit -n) hoặc \
                 chọn ít máy hơn.",
                "The machine that rehearses may not open more connections: its limit of open files is reached. Raise it \
                 (ulimit -n) or choose fewer tablets.",
            );
        }
        if find::<hyper::Error>(error).is_some_and(hyper::Error::is_parse) {
            return not_ours(url);
        }
        match error {
            HouseError::Address(address) => Self::new(
                "wrong_address",
                format!("“{address}” không phải địa chỉ của một cơ quan. Mời ghi như https://hop.coquan.vn hoặc http://127.0.0.1:8080."),
                format!("\"{address}\" is no address of a house. Write it like https://hop.example.vn or http://127.0.0.1:8080."),
            ),
            HouseError::Authority(file) => Self::new(
                "no_certificate",
                format!("Không đọc được chứng thư nào trong tệp {}. Mời chỉ đúng tệp PEM bằng --ca.", file.display()),
                format!("No certificate can be read from {}. Name a PEM file with --ca.", file.display()),
            ),
            HouseError::NoPassword => Self::new(
                "no_password",
                "Có --login nhưng chưa có mật khẩu. Mời đặt mật khẩu vào biến môi trường NGHISU_PASSWORD rồi chạy lại.",
                "There is a --login and no password. Put the password into the environment variable NGHISU_PASSWORD and run again.",
            ),
            HouseError::Refused { status, code, detail, .. } => refused(status.as_u16(), code, detail, url),
            HouseError::Unreadable(_) => not_ours(url),
            HouseError::Channel(error) => channel(error, url),
            HouseError::Connection(error) if error.is_decode() || error.is_body() => not_ours(url),
            HouseError::Connection(error) if !error.is_connect() && !error.is_timeout() => broken_off(url),
            HouseError::Connection(_) | HouseError::Wire(_) => Self::new(
                "no_answer",
                format!(
                    "Không có máy chủ nào trả lời ở {url}. Mời xem địa chỉ có đúng không, máy chủ đã bật chưa và máy này có nối cùng \
                     mạng không."
                ),
                format!(
                    "Nothing answers at {url}. Check the address, whether the server is running, and that this machine is on its network."
                ),
            ),
            HouseError::Silent => Self::new(
                "no_picture",
                "Các máy nối được với máy chủ nhưng không nhận được nội dung cuộc họp. Mời xem máy chủ hoặc proxy có đang quá tải không \
                 rồi diễn tập lại.",
                "The tablets reached the server and were shown no meeting. See whether the server or a proxy is overloaded, then \
                 rehearse again.",
            ),
            HouseError::Stopped => Self::new(
                "stopped",
                "Đã dừng diễn tập. Phòng họp diễn tập đã được dọn, không để lại gì.",
                "The rehearsal was stopped. Its throw-away meeting is gone; nothing is left behind.",
            ),
            HouseError::LeftBehind => Self::new(
                "left_behind",
                "Đã dừng diễn tập nhưng máy chủ không trả lời nên chưa dọn được. Phòng họp diễn tập không hiện trong lịch và tự mất sau \
                 một giờ.",
                "The rehearsal was stopped, and the server did not answer, so its meeting could not be removed. It is in nobody's \
                 calendar and goes by itself within an hour.",
            ),
            HouseError::Tls(_) => broken_off(url),
        }
    }
}

fn refused(status: u16, code: &str, detail: &str, url: &str) -> Trouble {
    match code {
        "wrong_password" => Trouble::new(
            "wrong_password",
            "Tên đăng nhập hoặc mật khẩu không đúng. Mời xem lại --login và biến môi trường NGHISU_PASSWORD.",
            "The login or the password is not right. Check --login and the environment variable NGHISU_PASSWORD.",
        ),
        "too_many_attempts" => Trouble::new(
            "too_many_attempts",
            "Đã thử đăng nhập quá nhiều lần. Mời chờ một phút rồi chạy lại.",
            "There were too many attempts to sign in. Wait a minute and run again.",
        ),
        "signed_out" => Trouble::new(
            "signed_out",
            "Cơ quan này chỉ cho người đã đăng nhập diễn tập. Mời thêm --login của bộ phận thư ký hoặc quản trị, mật khẩu đặt vào \
             NGHISU_PASSWORD.",
            "This house lets only people it knows rehearse. Add --login of the secretariat or an administrator, with the password in \
             NGHISU_PASSWORD.",
        ),
        "not_allowed" => Trouble::new(
            "not_allowed",
            "Tài khoản này không được mở diễn tập. Mời dùng tài khoản của bộ phận thư ký hoặc quản trị.",
            "This account may not rehearse. Use one of the secretariat or an administrator.",
        ),
        "rehearsals_full" => Trouble::new(
            "rehearsals_full",
            "Cơ quan này đang có nhiều buổi diễn tập cùng lúc. Mời chờ một buổi kết thúc rồi chạy lại.",
            "Several rehearsals are running in this house. Wait until one ends and run again.",
        ),
        "tablets_out_of_range" => Trouble::new(
            "tablets_out_of_range",
            "Số máy không hợp lệ. Mời chọn từ 1 đến 5.000 bằng --tablets.",
            "So many tablets cannot be rehearsed. Choose 1 to 5,000 with --tablets.",
        ),
        // Whatever refuses without one of our codes is no house of ours.
        "" => not_ours(url),
        _ => Trouble::new("refused", detail, format!("The house refused ({status} {code}). Its log says more.")),
    }
}

fn channel(error: &tungstenite::Error, url: &str) -> Trouble {
    match error {
        tungstenite::Error::Http(_) => Trouble::new(
            "no_channel",
            "Máy chủ trả lời nhưng kênh trực tiếp không mở được. Nếu có proxy ở giữa, mời cho phép WebSocket đi qua.",
            "The server answers, but the live channel does not open. Where a proxy stands between, let it pass WebSockets on.",
        ),
        _ => broken_off(url),
    }
}

fn broken_off(url: &str) -> Trouble {
    Trouble::new(
        "broken_off",
        format!("Đang diễn tập thì mất kết nối với {url}. Mời xem máy chủ còn chạy không, mạng có ổn định không rồi diễn tập lại."),
        format!("The connection to {url} broke off. See whether the server is running and the network holds, then rehearse again."),
    )
}

fn not_ours(url: &str) -> Trouble {
    Trouble::new(
        "another_program",
        format!("Ở {url} có máy chủ trả lời, nhưng không phải Nghị Sự. Mời xem lại địa chỉ và cổng, http hay https."),
        format!("Something answers at {url}, but it is not Nghị Sự. Check the address and the port, and whether it is http or https."),
    )
}

fn encryption(error: &rustls::Error, url: &str) -> Trouble {
    match error {
        rustls::Error::InvalidCertificate(CertificateError::Expired | CertificateError::ExpiredContext { .. }) => Trouble::new(
            "certificate_expired",
            format!("Chứng thư của {url} đã hết hạn. Mời bộ phận kỹ thuật thay chứng thư, và xem đồng hồ của máy này có đúng không."),
            format!("The certificate of {url} has expired. Have it renewed, and check this machine's clock."),
        ),
        rustls::Error::InvalidCertificate(CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. }) => {
            Trouble::new(
                "certificate_other_name",
                format!("Chứng thư không được cấp cho địa chỉ {url}. Mời dùng đúng tên ghi trong chứng thư."),
                format!("The certificate was not made for {url}. Use the name that stands in it."),
            )
        }
        rustls::Error::InvalidCertificate(_) => Trouble::new(
            "certificate_untrusted",
            format!("Máy này chưa tin chứng thư của {url}. Nếu là chứng thư riêng của cơ quan, mời chỉ tệp của nó bằng --ca."),
            format!("This machine does not trust the certificate of {url}. If it is the house's own, name its file with --ca."),
        ),
        _ => Trouble::new(
            "not_https",
            format!("Không mã hóa được kết nối với {url}. Nếu cơ quan chỉ phục vụ http, mời ghi địa chỉ bắt đầu bằng http://."),
            format!(
                "The connection to {url} could not be encrypted. If the house is served over plain http, write the address with http://."
            ),
        ),
    }
}

/// An error of this kind among what caused `error`, wrapped or not.
fn find<'a, T: Error + 'static>(error: &'a (dyn Error + 'static)) -> Option<&'a T> {
    let mut cause = Some(error);
    while let Some(one) = cause {
        if let Some(found) = one.downcast_ref::<T>() {
            return Some(found);
        }
        // What an io error wraps is not among its causes.
        let wrapped = one.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        if let Some(found) = wrapped.and_then(|wrapped| find::<T>(wrapped)) {
            return Some(found);
        }
        cause = one.source();
    }
    None
}

/// Whether it is the machine that rehearses which may not open more connections.
pub(crate) fn out_of_files(error: &HouseError) -> bool {
    // EMFILE and ENFILE, which have no kind of their own.
    cfg!(unix) && find::<io::Error>(error).is_some_and(|error| matches!(error.raw_os_error(), Some(23 | 24)))
}
