//! What the documented guidance and the practice of recording say of a recording. Of all this, only a length that the
//! service does not take is a refusal.

use std::time::Duration;

use super::edition::{DurationLimits, guided_duration, guided_sentences, number_of_segments};
use super::finding::{Check, Finding};
use super::refusal::Refusal;
use super::report::{FileReport, clock};
use crate::ErrorKind;
use crate::audio::{Codec, Measurement, Pauses, Recording, ffmpeg};
use crate::types::JobType;

/// The user guide advises 48 kHz, and says of recorders that make 44.1 that nothing needs to be changed.
const RATES: [u32; 2] = [48_000, 44_100];
/// What a recorder makes unless it is told otherwise; the guide finds it enough.
const BITS: u16 = 16;
/// How much of the advised length is about enough.
const ABOUT: f64 = 0.9;
/// The longest segment that the guide allows.
const LONGEST_SEGMENT: Duration = Duration::from_secs(15);

// The practice of recording voices. Huawei gives no numbers for these: the limits are wide.
/// In LUFS. Audiobooks are at -23 to -18; a recording that is yet to be levelled may be far quieter.
const LOUDNESS: std::ops::RangeInclusive<f64> = -36.0..=-12.0;
/// In dBFS: what audiobooks must not exceed.
const NOISE_FLOOR: f64 = -60.0;
/// As a share of full scale.
const DC_OFFSET: f64 = 0.01;
const DIGITAL_SILENCE: Duration = Duration::from_secs(1);
/// As a share of the time.
const SILENCE: f64 = 0.6;

/// What the header tells.
pub(super) fn of_format(file: &FileReport) -> Vec<Finding> {
    let (name, recording) = (&file.name, &file.recording);
    let mut found = Vec::new();
    let mut find = |check, what: String, measured: String, expected: &str| {
        found.push(Finding::advice(check, Some(name), format!("{name} {what}")).values(measured, expected));
    };
    let codec = recording.codec;
    match codec.is_lossless() {
        Some(true) if recording.valid_bits < BITS => {
            let bits = recording.valid_bits;
            find(Check::BitDepth, format!("has {bits} bits a sample; 16 or more are advised"), bits.to_string(), "16");
        }
        Some(true) => {}
        Some(false) => {
            let what = format!("is coded with losses ({codec}); lossless PCM is advised");
            find(Check::Lossless, what, codec.to_string(), "PCM");
        }
        None => {
            let what = format!("is coded in a way that is not known ({codec}); lossless PCM is advised");
            find(Check::Lossless, what, codec.to_string(), "PCM");
        }
    }
    if !RATES.contains(&recording.sample_rate) {
        let rate = format!("{} kHz", f64::from(recording.sample_rate) / 1000.0);
        find(Check::SampleRate, format!("has {rate}; 48 kHz is advised"), rate, "48 kHz");
    }
    if recording.channels != 1 {
        let channels = recording.channels;
        find(Check::Channels, format!("has {channels} channels; mono is advised"), channels.to_string(), "1");
    }
    found.extend(of_header(name, recording));
    found
}

/// What is unusual about the file: no page says whether the service takes it, so it is advice, with the one command that
/// makes a usual file of it.
fn of_header(name: &str, recording: &Recording) -> Option<Finding> {
    if recording.oddities.is_empty() {
        return None;
    }
    let oddities: Vec<String> = recording.oddities.iter().map(ToString::to_string).collect();
    let oddities = oddities.join(", ");
    let unsettled = "no page says whether the service takes this";
    // What is longer has no other form than the wide one.
    let message = if recording.bytes < u64::from(u32::MAX) {
        let command = ffmpeg(name, &format!("-c:a {} ", same_coding(recording)));
        format!("{name}: {oddities}; {unsettled}, and {command} writes it as usual")
    } else {
        format!("{name}: {oddities}; {unsettled}")
    };
    Some(Finding::advice(Check::Header, Some(name), message).values(oddities, "a usual WAV header"))
}

/// What ffmpeg calls the coding of a recording, or one that keeps what can be heard of it. A mere copy would keep an
/// unusual format chunk, and a sample that is cut.
fn same_coding(recording: &Recording) -> &'static str {
    match (recording.codec, recording.bits_per_sample) {
        (Codec::Pcm, ..=8) => "pcm_u8",
        (Codec::Pcm, ..=16) => "pcm_s16le",
        (Codec::Pcm, ..=24) | (Codec::Float, 33..) => "pcm_s24le",
        (Codec::Pcm, _) => "pcm_s32le",
        (Codec::Float, _) => "pcm_f32le",
        _ => "copy",
    }
}

/// Whether the service takes recordings of this length.
pub(super) fn of_duration(files: &[FileReport], limits: &DurationLimits) -> Option<Refusal> {
    let seconds = total(files).as_secs_f64();
    let too_short = limits.min_seconds.filter(|least| seconds < *least as f64);
    let too_long = limits.max_seconds.filter(|most| seconds > *most as f64);
    let (what, expected) = match (too_short, too_long) {
        (Some(least), _) => (format!("takes no less than {least}"), format!("{least} s or more")),
        (_, Some(most)) => (format!("takes no more than {most}"), format!("{most} s or less")),
        (None, None) => return None,
    };
    let (subject, file) = match files {
        [file] => ("the recording has", Some(&*file.name)),
        _ => ("the recordings have", None),
    };
    let message = format!("{subject} {seconds:.0} s, and the service {what}");
    let refusal = Refusal::of(Check::DurationLimit, file, ErrorKind::File, message);
    Some(refusal.values(format!("{seconds:.2} s"), expected))
}

/// Whether it is as long as advised.
pub(super) fn of_advised_duration(edition: &JobType, files: &[FileReport], limits: &DurationLimits) -> Option<Finding> {
    let told = limits.advised_seconds.and_then(|seconds| Some(Duration::from_secs(seconds.try_into().ok()?)));
    let advised = told.or_else(|| guided_duration(edition))?;
    let length = total(files);
    if length.as_secs_f64() >= ABOUT * advised.as_secs_f64() {
        return None;
    }
    let sentences = guided_sentences(edition).map(|count| format!(", some {count} sentences")).unwrap_or_default();
    let message = format!("{} min are recorded; {} min are advised{sentences}", clock(length), clock(advised));
    Some(Finding::advice(Check::Duration, None, message).values(clock(length), clock(advised)))
}

/// Whether there are as many sentences as advised, if pauses tell how many there are.
pub(super) fn of_sentences(edition: &JobType, files: &[FileReport]) -> Option<Finding> {
    let advised = guided_sentences(edition)?;
    let pauses: u64 = files.iter().filter_map(|file| file.measurement.as_ref()).map(|heard| heard.pauses.count).sum();
    let sentences = pauses + files.len() as u64;
    if pauses == 0 || sentences >= advised {
        return None;
    }
    let message = format!("{sentences} sentences with pauses between them were heard; at least {advised} are advised");
    Some(Finding::advice(Check::Segments, None, message).values(sentences.to_string(), advised.to_string()))
}

/// Whether there are as many single segments as the edition has. The pages do not agree with each other on every number
/// that they state, and the service decides.
pub(super) fn of_number(edition: &JobType, given: usize) -> Option<Finding> {
    let wanted = number_of_segments(edition)?;
    if given == wanted {
        return None;
    }
    let segments = if given == 1 { "segment" } else { "segments" };
    let message =
        format!("{given} {segments} were given; by the API's page a job of the edition {edition} has {wanted}");
    Some(Finding::advice(Check::Segments, None, message).values(given.to_string(), wanted.to_string()))
}

/// What was heard.
pub(super) fn of_sound(file: &FileReport, is_segment: bool) -> Vec<Finding> {
    let (name, recording) = (&*file.name, &file.recording);
    let mut found = Vec::new();
    if is_segment && recording.duration > LONGEST_SEGMENT {
        let length = format!("{:.0} s", recording.duration.as_secs_f64());
        let what = format!("is one segment of {length}; about 10 s are advised, and never more than 15");
        found.push(finding(Check::SegmentLength, name, &what).values(length, "15 s or less"));
    }
    if let Some(heard) = &file.measurement {
        of_levels(heard, name, &mut found);
        if !is_segment && heard.peak_dbfs.is_some() {
            of_pauses(&heard.pauses, name, &mut found);
        }
    }
    found
}

fn of_levels(heard: &Measurement, name: &str, found: &mut Vec<Finding>) {
    if heard.unusable_samples > 0 {
        let count = heard.unusable_samples;
        let what = format!("has {count} samples that are no numbers: save it again in an audio editor");
        found.push(finding(Check::UnusableSamples, name, &what).values(count.to_string(), "0"));
    }
    if heard.peak_dbfs.is_none() {
        let what = "is silent: every sample is zero";
        return found.push(finding(Check::Silence, name, what).values("100 %", "a voice"));
    }
    if heard.clipped_runs > 0 {
        let (runs, samples) = (heard.clipped_runs, heard.clipped_samples);
        let places = if runs == 1 { "place" } else { "places" };
        let what = format!("is clipped in {runs} {places} ({samples} samples): record again with less gain");
        found.push(finding(Check::Clipping, name, &what).values(runs.to_string(), "0"));
    }
    let is_fine = heard.loudness_lufs.is_some_and(|loudness| LOUDNESS.contains(&loudness));
    if !is_fine {
        let measured = heard.loudness_lufs.map_or("none".to_owned(), |loudness| format!("{loudness:.1} LUFS"));
        let is_loud = heard.loudness_lufs.is_some_and(|loudness| loudness > *LOUDNESS.end());
        let what = match (is_loud, heard.loudness_lufs) {
            (true, _) => format!("is very loud ({measured}): record with less gain, and without a compressor"),
            (false, Some(_)) => {
                format!("is very quiet ({measured}): record nearer to the microphone, or with more gain")
            }
            (false, None) => "has no sound that is loud enough to be measured".to_owned(),
        };
        found.push(finding(Check::Loudness, name, &what).values(measured, "-36 to -12 LUFS"));
    }
    if let Some(noise) = heard.noise_floor_dbfs.filter(|noise| *noise > NOISE_FLOOR) {
        let what =
            format!("has noise of {noise:.0} dBFS in its pauses; -60 or less is usual: record in a quieter room");
        found.push(finding(Check::NoiseFloor, name, &what).values(format!("{noise:.0} dBFS"), "-60 dBFS or less"));
    }
    if heard.dc_offset.abs() > DC_OFFSET {
        let percent = 100.0 * heard.dc_offset;
        let what = format!("is off centre by {percent:.1} % of full scale: a fault of the recording device");
        found.push(finding(Check::DcOffset, name, &what).values(format!("{percent:.1} %"), "less than 1 %"));
    }
    if heard.digital_silence > DIGITAL_SILENCE {
        let length = format!("{:.1} s", heard.digital_silence.as_secs_f64());
        let what = format!("has {length} without any sound at all: is a noise gate on, or was something cut?");
        found.push(finding(Check::DigitalSilence, name, &what).values(length, "the sound of the room"));
    }
    if heard.silence > SILENCE {
        let percent = format!("{:.0} %", 100.0 * heard.silence);
        let what = format!("is silence for {percent} of its length");
        found.push(finding(Check::Silence, name, &what).values(percent, "60 % or less"));
    }
}

fn of_pauses(pauses: &Pauses, name: &str, found: &mut Vec<Finding>) {
    let seconds = |duration: Duration| format!("{:.1} s", duration.as_secs_f64());
    if pauses.count > 0 && 2 * pauses.fitting < pauses.count {
        let Pauses { count, shorter, fitting, longer, .. } = pauses;
        let median = pauses.median.map(seconds).unwrap_or_default();
        let what = format!(
            "has {count} pauses, of which {fitting} last the advised 2 to 3 s, {shorter} less and {longer} more (median \
             {median})"
        );
        found.push(finding(Check::Pauses, name, &what).values(median, "2 to 3 s"));
    }
    if pauses.longest_stretch > LONGEST_SEGMENT {
        let longest = seconds(pauses.longest_stretch);
        let what =
            format!("has {longest} without a pause; the service cuts at pauses, and advises sentences of some 10 s");
        found.push(finding(Check::NoPause, name, &what).values(longest, "15 s or less"));
    }
}

fn finding(check: Check, name: &str, what: &str) -> Finding {
    Finding::advice(check, Some(name), format!("{name} {what}"))
}

pub(super) fn total(files: &[FileReport]) -> Duration {
    // Lengths are what the files say, and may be absurd.
    files.iter().fold(Duration::ZERO, |sum, file| sum.saturating_add(file.recording.duration))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audio::Recording;
    use crate::upload::Source;

    /// A segment of silence, of so many seconds.
    fn segment(seconds: u32) -> FileReport {
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join("0.wav");
        let spec = hound::WavSpec {
            channels: 1,
            sample_rate: 8_000,
            bits_per_sample: 16,
            sample_format: hound::SampleFormat::Int,
        };
        let mut writer = hound::WavWriter::create(&path, spec).expect("writer");
        (0..8_000 * seconds).for_each(|_| writer.write_sample(0_i16).expect("sample"));
        writer.finalize().expect("finished");
        let recording = Recording::inspect(&Source::open(&path).expect("source")).expect("a recording");
        FileReport { name: "0.wav".to_owned(), recording, measurement: None }
    }

    #[test]
    fn a_single_segment_is_never_longer_than_15_seconds() {
        let checks = |seconds, is_segment| -> Vec<Check> {
            of_sound(&segment(seconds), is_segment).into_iter().map(|finding| finding.check).collect()
        };
        assert_eq!(checks(16, true), [Check::SegmentLength]);
        assert_eq!((checks(15, true), checks(16, false)), (vec![], vec![]));
    }

    #[test]
    fn an_edition_of_single_segments_has_its_number_of_them() {
        let message = |edition, given| of_number(&edition, given).map(|finding| finding.message);
        let three = "3 segments were given; by the API's page a job of the edition BASIC has 20";
        assert_eq!(message(JobType::Basic, 3).as_deref(), Some(three));
        assert!(message(JobType::Middle, 20).is_some());
        let right = [(JobType::Basic, 20), (JobType::Middle, 100), (JobType::Advance, 1), (JobType::ThirdParty, 1)];
        assert!(right.into_iter().all(|(edition, given)| message(edition, given).is_none()));
    }

    #[test]
    fn the_length_of_several_recordings_is_that_of_all() {
        let files = [segment(4), segment(4)];
        let limits = |min, max| DurationLimits { min_seconds: Some(min), max_seconds: Some(max), ..Default::default() };
        assert!(of_duration(&files, &limits(8, 8)).is_none());
        let refusal = of_duration(&files, &limits(9, 20)).expect("too short");
        assert_eq!(refusal.finding.message, "the recordings have 8 s, and the service takes no less than 9");
        assert!(of_duration(&files, &limits(1, 7)).is_some());
    }
}
