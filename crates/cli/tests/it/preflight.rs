//! Checks recordings with `preflight`, and reads its page without a browser.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::support::run;

const RATE: u32 = 8_000;

/// Returns a WAV file: the format tag, the bits, the channels, and the bytes of the sound.
fn wav(tag: u16, bits: u16, channels: u16, sound: &[u8]) -> Vec<u8> {
    let align = channels * bits.div_ceil(8);
    let mut bytes = b"RIFF".to_vec();
    bytes.extend((sound.len() as u32 + 36).to_le_bytes());
    bytes.extend(b"WAVEfmt \x10\0\0\0");
    bytes.extend([tag, channels].map(u16::to_le_bytes).concat());
    bytes.extend([RATE, RATE * u32::from(align)].map(u32::to_le_bytes).concat());
    bytes.extend([align, bits].map(u16::to_le_bytes).concat());
    bytes.extend(b"data");
    bytes.extend((sound.len() as u32).to_le_bytes());
    bytes.extend(sound);
    bytes
}

/// Returns sentences of two seconds with pauses of this many tenths of a second after them, in a room with some noise.
pub(crate) fn sentences(pauses: &[u32]) -> Vec<i16> {
    let mut state = 1_u32;
    let mut noise = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 28) as i16 - 8
    };
    let mut samples = Vec::new();
    for pause in pauses {
        samples.extend((0..2 * RATE).map(|n| if n / 18 % 2 == 0 { 4_000 } else { -4_000 } + noise()));
        samples.extend((0..pause * RATE / 10).map(|_| noise()));
    }
    samples
}

pub(crate) fn mono(samples: &[i16]) -> Vec<u8> {
    wav(1, 16, 1, &samples.iter().flat_map(|sample| sample.to_le_bytes()).collect::<Vec<_>>())
}

/// Returns sentences with a fault of every kind that has a place.
pub(crate) fn faulty() -> Vec<i16> {
    let mut samples = sentences(&[7, 25, 60, 9, 8]);
    let second = RATE as usize;
    // 20 s without a pause, a second and a half of digital silence, and clipping in two places.
    samples.extend(sentences(&[0; 10]));
    samples.extend(vec![0; 3 * second / 2]);
    samples.extend(sentences(&[0]));
    for at in [second / 2, 10 * second] {
        samples[at..at + 40].fill(i16::MAX);
    }
    samples
}

/// A folder with recordings.
struct Studio(tempfile::TempDir);

impl Studio {
    fn open() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    fn file(&self, name: &str, bytes: &[u8]) -> String {
        let path = self.path(name);
        std::fs::write(&path, bytes).expect("a file");
        path.to_str().expect("UTF-8").to_owned()
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Checks recordings, and returns the status and the page.
    fn page(&self, recordings: &[&str], more: &[&str]) -> (i32, String) {
        let page = self.path("report.html");
        let page = page.to_str().expect("UTF-8");
        let (status, _, errors) = run(&[&["preflight", "--html", page], more, recordings].concat());
        assert_eq!(errors, "");
        (status, std::fs::read_to_string(page).expect("a page"))
    }
}

/// Returns the values of an attribute.
fn attributes<'a>(page: &'a str, name: &str) -> Vec<&'a str> {
    let begin = format!(" {name}=\"");
    let values = page.split(&*begin).skip(1);
    values.filter_map(|rest| Some(rest.split_once('"')?.0)).collect()
}

/// Checks that the page is whole: each element ends in its order, each link has one target, nothing is loaded.
fn check(page: &str) {
    const VOID: [&str; 5] = ["meta", "!DOCTYPE", "br", "!--", "link"];
    let mut open = Vec::new();
    for part in page.split('<').skip(1) {
        let (tag, _) = part.split_once('>').expect("an element ends");
        let name = tag.split([' ', '\n']).next().unwrap_or_default().trim_end_matches('/');
        match name.strip_prefix('/') {
            Some(name) => assert_eq!(open.pop(), Some(name), "near {part:?}"),
            None if tag.ends_with('/') || VOID.contains(&name) => {}
            None => open.push(name),
        }
    }
    assert_eq!(open, Vec::<&str>::new());
    let ids = attributes(page, "id");
    assert_eq!(ids.iter().collect::<HashSet<_>>().len(), ids.len(), "an id is used twice");
    for link in attributes(page, "href") {
        let target = link.strip_prefix('#').expect("a link leads to a place of the page");
        assert!(ids.contains(&target), "{link} leads nowhere");
    }
    assert!(!page.contains("src=") && !page.contains("url(") && !page.contains("@import"));
    assert_eq!(page.matches("<script").count(), 1);
}

fn data(page: &str) -> Value {
    let (_, data) = page.split_once("<script type=\"application/json\" id=\"report\">").expect("data");
    serde_json::from_str(data.split_once("</script>").expect("its end").0).expect("JSON")
}

#[test]
fn a_page_shows_each_finding_with_links_to_its_places_and_back() {
    let studio = Studio::open();
    let recording = studio.file("faulty.wav", &mono(&faulty()));
    let (status, page) = studio.page(&[&recording], &[]);
    assert_eq!(status, 0);
    check(&page);
    let data = data(&page);
    let mut places = HashMap::new();
    for (n, finding) in data["findings"].as_array().expect("findings").iter().enumerate() {
        assert!(page.contains(&format!("<li id=\"finding-{n}\"")), "{finding}");
        let at = finding["at"].as_array().map_or(0, Vec::len);
        for place in 0..at {
            let id = format!("finding-{n}-at-{place}");
            assert!(page.contains(&format!("<a href=\"#{id}\">")), "{id}");
            let (_, mark) = page.split_once(&format!("<a id=\"{id}\"")).expect("a mark");
            let (mark, _) = mark.split_once("</a>").expect("its end");
            assert!(mark.contains(&format!(" href=\"#finding-{n}\"><title>0:00:")), "{mark}");
        }
        places.insert(finding["check"].as_str().expect("a code"), at);
    }
    let expected = [("clipping", 2), ("digital-silence", 1), ("no-pause", 1), ("pauses", 5)];
    for (code, count) in expected {
        assert_eq!(places.get(code), Some(&count), "{code}: {places:?}");
    }
    // Every pause is a bar in the colour of its length.
    let bars = |class: &str| page.matches(&format!("<rect class=\"{class}\"")).count();
    assert_eq!((bars("short"), bars("fit"), bars("long")), (4, 1, 1));
    for part in ["Waveform", "Short-term loudness", "Noise floor", "Pauses by their length", "<polygon", "<polyline"] {
        assert!(page.contains(part), "{part}");
    }
}

#[test]
fn the_data_in_the_page_is_the_report_that_the_program_prints() {
    let studio = Studio::open();
    let recording = studio.file("faulty.wav", &mono(&faulty()));
    let (_, page) = studio.page(&[&recording], &[]);
    let (status, printed, errors) = run(&["preflight", "--output", "json", &recording]);
    assert_eq!((status, &*errors), (0, ""));
    let printed: Value = serde_json::from_str(&printed).expect("JSON");
    assert_eq!(data(&page), printed);
    assert_eq!((printed["ready"].as_bool(), printed["recordings_only"].as_bool()), (Some(true), Some(true)));
    assert_eq!(printed["files"][0].get("profile"), None);
}

#[test]
fn the_text_names_the_recordings_their_findings_and_the_first_places() {
    let studio = Studio::open();
    let recording = studio.file("faulty.wav", &mono(&faulty()));
    let (status, text, _) = run(&["preflight", &recording, "--lang", "en"]);
    assert_eq!(status, 0);
    for part in
        ["faulty.wav: 0:", "\n  loudness ", "advice: ", "clipped in 2 places (80 samples)", "(at 0:00:00.5, 0:00:10.0)"]
    {
        assert!(text.contains(part), "{part}: {text}");
    }
    let (_, chinese, _) = run(&["preflight", &recording, "--lang", "zh"]);
    assert!(chinese.contains("建议：削波") && chinese.contains("位置：0:00:00.5、0:00:10.0"), "{chinese}");
    let (_, page) = studio.page(&[&recording], &["--lang", "zh"]);
    check(&page);
    assert!(page.contains("<html lang=\"zh-CN\">") && page.contains("短期响度") && !page.contains("Short-term"));
}

#[cfg(unix)]
#[test]
fn a_recording_that_two_paths_name_is_checked_once_and_two_of_the_same_name_are_both() {
    let studio = Studio::open();
    let recording = studio.file("take.wav", &mono(&sentences(&[25])));
    std::fs::create_dir(studio.path("other")).expect("a folder");
    std::fs::copy(&recording, studio.path("other/take.wav")).expect("a copy");
    let again = studio.path("other/../take.wav");
    let copy = studio.path("other/take.wav");
    let [again, copy] = [&again, &copy].map(|path| path.to_str().expect("UTF-8"));
    let (_, printed, _) = run(&["preflight", &recording, again, copy, "-o", "json"]);
    let report: serde_json::Value = serde_json::from_str(&printed).expect("JSON");
    assert_eq!(report["files"].as_array().expect("files").len(), 2, "{printed}");
}

#[test]
fn the_name_of_a_recording_is_text() {
    let studio = Studio::open();
    let name = "<img src=x onerror=alert(1)>&\"'\u{202e}</script><!--.wav".replace('/', "\u{2215}");
    let recording = studio.file(&name, &mono(&faulty()));
    let text = studio.file("a<b>&amp;.wav", b"This is no recording.");
    let (status, page) = studio.page(&[&recording, &text], &[]);
    assert_eq!(status, 1);
    assert!(
        !page.contains("<img") && !page.contains("<b>&amp;") && !page.contains("<!--") && !page.contains('\u{202e}')
    );
    check(&page.replace(" src=x", ""));
    assert_eq!(data(&page)["files"][0]["name"].as_str(), Some(&*recording));
}

#[test]
fn any_file_has_a_page() {
    let studio = Studio::open();
    let samples = faulty();
    let ten: Vec<i16> = sentences(&[0])[..10].to_vec();
    let floats = |scale: f32| -> Vec<u8> {
        samples.iter().flat_map(|sample| (f32::from(*sample) * scale).to_le_bytes()).collect()
    };
    let wide: Vec<u8> = samples.iter().flat_map(|sample| [&[0][..], &sample.to_le_bytes()].concat()).collect();
    let narrow: Vec<u8> = samples.iter().map(|sample| (sample / 256 + 128) as u8).collect();
    let stereo: Vec<u8> = samples.iter().flat_map(|sample| [sample.to_le_bytes(); 2].concat()).collect();
    let mut broken = mono(&samples);
    broken[40..44].copy_from_slice(&u32::MAX.to_le_bytes()[..]);
    let mut wrong = mono(&samples);
    wrong[24..28].copy_from_slice(&[0; 4]);
    let files: [(&str, Vec<u8>); 16] = [
        ("empty", Vec::new()),
        ("ten samples", mono(&ten)),
        ("one sample", mono(&ten[..1])),
        ("no sample", mono(&[])),
        ("float", wav(3, 32, 1, &floats(1.0 / 32_768.0))),
        ("absurd float", wav(3, 32, 1, &floats(1e4))),
        ("no numbers", wav(3, 32, 1, &vec![0xFF; 40_000])),
        ("24 bit", wav(1, 24, 1, &wide)),
        ("8 bit", wav(1, 8, 1, &narrow)),
        ("stereo", wav(1, 16, 2, &stereo)),
        ("A-law", wav(6, 8, 1, &narrow)),
        ("unknown length", broken),
        ("no sample rate", wrong),
        ("cut off", mono(&samples)[..1_000].to_vec()),
        ("silence", mono(&vec![0; 20_000])),
        (
            "noise",
            wav(1, 16, 1, &(0..40_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect::<Vec<_>>()),
        ),
    ];
    for (name, bytes) in &files {
        let recording = studio.file(&format!("{name}.wav"), bytes);
        let (status, page) = studio.page(&[&recording], &[]);
        check(&page);
        assert_eq!(status, i32::from(data(&page)["ready"] == false), "{name}");
        assert!(!page.contains("NaN") && !page.contains("inf\""), "{name}");
    }
    let all: Vec<String> =
        files.iter().map(|(name, _)| studio.path(&format!("{name}.wav")).display().to_string()).collect();
    let mut all: Vec<&str> = all.iter().map(|path| &**path).collect();
    all.push(all[1]);
    let folder = studio.0.path().display().to_string();
    all.push(&folder);
    let (status, page) = studio.page(&all, &["--edition", "basic"]);
    check(&page);
    assert_eq!(status, 1);
}

#[test]
fn a_page_replaces_no_recording_and_is_not_left_half_written() {
    let studio = Studio::open();
    let bytes = mono(&faulty());
    let recording = studio.file("a.wav", &bytes);
    let refused = |page: &Path| {
        let (status, printed, errors) = run(&["preflight", &recording, "--html", page.to_str().expect("UTF-8")]);
        assert_eq!((status, &*printed), (2, ""), "{errors}");
        errors
    };
    let other_way = studio.0.path().join(".").join("a.wav");
    assert!(refused(&other_way).contains("would replace the recording"));
    assert!(refused(studio.0.path()).contains("it is a folder"));
    assert!(refused(&studio.path("missing").join("report.html")).contains("cannot be written"));
    assert_eq!(std::fs::read(&recording).expect("the recording"), bytes);
    let left: Vec<_> = std::fs::read_dir(studio.0.path()).expect("the folder").collect();
    assert_eq!(left.len(), 1, "{left:?}");
    // A page of an earlier run is replaced.
    studio.file("report.html", b"old");
    assert!(studio.page(&[&recording], &[]).1.starts_with("<!DOCTYPE html>"));
}
