//! A patient's photo: looked at as a picture, whatever it is called, and stored as one of ours.

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};
use std::io::Cursor;

/// Largest upload looked at.
pub const LARGEST: usize = 5 * 1024 * 1024;
/// Most pixels that are decoded: what cameras take, and no more.
const PIXELS: u64 = 25_000_000;
/// Longest side that is decoded, and that is kept.
const LONGEST_SIDE: u32 = 16_000;
const KEPT_SIDE: u32 = 480;
/// Memory that a decoded picture may take, in bytes, and its decoder besides.
const MEMORY: u64 = 128 * 1024 * 1024;

/// Re-encoded: no metadata, no surprises.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Photo {
    /// JPEG.
    pub jpeg: Vec<u8>,
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
}

/// Why a photo was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PhotoError {
    /// Not JPEG, PNG or WebP by its content.
    #[error("not a JPEG, PNG or WebP picture")]
    NotAPicture,
    /// More bytes or pixels than are looked at.
    #[error("the picture is too large")]
    TooLarge,
    /// Begins like a picture and is not one.
    #[error("the picture is damaged")]
    Damaged,
}

impl PhotoError {
    /// Its message in the catalogue, without the feature's prefix.
    pub fn key(self) -> &'static str {
        match self {
            PhotoError::NotAPicture => "not-a-picture",
            PhotoError::TooLarge => "too-large",
            PhotoError::Damaged => "damaged",
        }
    }
}

/// Decodes within bounds, shrinks, turns upright and encodes anew.
pub fn accept(bytes: &[u8]) -> Result<Photo, PhotoError> {
    if bytes.len() > LARGEST {
        return Err(PhotoError::TooLarge);
    }
    match image::guess_format(bytes) {
        Ok(ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP) => {}
        _ => return Err(PhotoError::NotAPicture),
    }
    let mut reader =
        ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|_| PhotoError::NotAPicture)?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(LONGEST_SIDE);
    limits.max_image_height = Some(LONGEST_SIDE);
    limits.max_alloc = Some(MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(refusal)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > PIXELS || decoder.total_bytes() > MEMORY {
        return Err(PhotoError::TooLarge);
    }
    let orientation = decoder.orientation().ok();
    let mut picture = DynamicImage::from_decoder(decoder).map_err(refusal)?;
    // Shrunk first: turning makes a second picture of the same size.
    if width.max(height) > KEPT_SIDE {
        picture = picture.thumbnail(KEPT_SIDE, KEPT_SIDE);
    }
    if let Some(orientation) = orientation {
        picture.apply_orientation(orientation);
    }
    let picture = on_white(&picture);
    let mut jpeg = Vec::new();
    JpegEncoder::new_with_quality(&mut jpeg, 85).encode_image(&picture).map_err(|_| PhotoError::Damaged)?;
    Ok(Photo { jpeg, width: picture.width(), height: picture.height() })
}

fn refusal(error: image::ImageError) -> PhotoError {
    match error {
        image::ImageError::Limits(_) => PhotoError::TooLarge,
        _ => PhotoError::Damaged,
    }
}

/// JPEG has no transparency: what shows through is paper.
fn on_white(picture: &DynamicImage) -> image::RgbImage {
    let mut rgb = image::RgbImage::new(picture.width(), picture.height());
    for (to, from) in rgb.pixels_mut().zip(picture.to_rgba8().pixels()) {
        let [r, g, b, a] = from.0;
        let over = |c: u8| {
            let mixed = (u32::from(c) * u32::from(a) + 255 * (255 - u32::from(a))) / 255;
            u8::try_from(mixed).unwrap_or(u8::MAX)
        };
        to.0 = [over(r), over(g), over(b)];
    }
    rgb
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::ImageEncoder as _;

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = Vec::new();
        let picture = DynamicImage::ImageRgba8(image::RgbaImage::from_pixel(
            width,
            height,
            image::Rgba([200, 10, 10, 0]),
        ));
        picture.write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png).unwrap();
        bytes
    }

    #[test]
    fn pictures_come_out_small_and_as_jpeg() {
        let photo = accept(&png(1000, 500)).unwrap();
        assert_eq!((photo.width, photo.height), (480, 240));
        assert_eq!(image::guess_format(&photo.jpeg).unwrap(), ImageFormat::Jpeg);
        let pixel = image::load_from_memory(&photo.jpeg).unwrap().to_rgb8().get_pixel(5, 5).0;
        assert!(pixel.iter().all(|&c| c > 250), "transparent is white, not black: {pixel:?}");
        let small = accept(&png(40, 50)).unwrap();
        assert_eq!((small.width, small.height), (40, 50));
    }

    /// A PNG of one colour with a note of the camera's that it stands on its side.
    fn on_its_side(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = Vec::new();
        let note = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0".to_vec();
        let mut encoder = image::codecs::png::PngEncoder::new(&mut bytes);
        encoder.set_exif_metadata(note).unwrap();
        let picture = image::RgbImage::new(width, height);
        picture.write_with_encoder(encoder).unwrap();
        bytes
    }

    #[test]
    fn a_picture_on_its_side_is_turned_upright() {
        let photo = accept(&on_its_side(1000, 500)).unwrap();
        assert_eq!((photo.width, photo.height), (240, 480));
    }

    #[test]
    fn a_small_file_of_too_many_pixels_is_refused_before_it_is_decoded() {
        for (width, height) in [(8_000_u32, 8_000_u32), (5_001, 5_000)] {
            let mut file = png(1, 1);
            file[16..20].copy_from_slice(&width.to_be_bytes());
            file[20..24].copy_from_slice(&height.to_be_bytes());
            // The check sum of the head, as any sender can make it.
            let sum = crc32(&file[12..29]);
            file[29..33].copy_from_slice(&sum.to_be_bytes());
            assert_eq!(accept(&file), Err(PhotoError::TooLarge), "{width} x {height}");
        }
        assert!(accept(&png(5_000, 100)).is_ok());
    }

    /// The check sum of PNG, bit by bit.
    fn crc32(bytes: &[u8]) -> u32 {
        let step = |sum: u32| if sum & 1 == 1 { 0xedb8_8320 ^ (sum >> 1) } else { sum >> 1 };
        !bytes.iter().fold(u32::MAX, |sum, &byte| (0..8).fold(sum ^ u32::from(byte), |sum, _| step(sum)))
    }

    #[test]
    fn content_decides() {
        assert_eq!(accept(b"<svg onload=alert(1)>"), Err(PhotoError::NotAPicture));
        assert_eq!(accept(b""), Err(PhotoError::NotAPicture));
        assert_eq!(accept(b"GIF89a\x01\x00\x01\x00"), Err(PhotoError::NotAPicture));
        let mut cut = png(100, 100);
        cut.truncate(40);
        assert_eq!(accept(&cut), Err(PhotoError::Damaged));
        assert_eq!(accept(&vec![0; LARGEST + 1]), Err(PhotoError::TooLarge));
        let mut bomb = png(10, 10);
        bomb[16..24].copy_from_slice(&[0, 0, 0xff, 0xff, 0, 0, 0xff, 0xff]);
        assert!(matches!(accept(&bomb), Err(PhotoError::TooLarge | PhotoError::Damaged)));
    }
}
