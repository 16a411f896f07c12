//! Every key that a catalogue may hold, asked of the raw types themselves: serde tells a deserializer the fields of
//! each struct, so that a new field shows up here without anyone thinking of it.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor, value::StrDeserializer};

/// The keys of the leaves of `T`, lists as `[]` and keys of maps as `*`: `sections[].tasks[].money.*`.
pub(super) fn keys<T: de::DeserializeOwned>() -> BTreeSet<String> {
    let seen: Rc<RefCell<BTreeSet<String>>> = Rc::default();
    let probe = Probe { path: String::new(), seen: Rc::clone(&seen) };
    // A value that does not fit ends one look; the paths up to it were seen.
    let _ = T::deserialize(probe);
    seen.take()
}

#[derive(Clone)]
struct Probe {
    path: String,
    seen: Rc<RefCell<BTreeSet<String>>>,
}

impl Probe {
    fn on(&self, step: &str) -> Self {
        let dot = if self.path.is_empty() || step.starts_with('[') { "" } else { "." };
        Self { path: format!("{}{dot}{step}", self.path), seen: Rc::clone(&self.seen) }
    }

    fn leaf(&self) {
        self.seen.borrow_mut().insert(self.path.clone());
    }
}

type Error = de::value::Error;

macro_rules! leaves {
    ($($method:ident)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            self.leaf();
            visitor.visit_i64(1)
        })*
    };
}

impl<'de> Deserializer<'de> for Probe {
    type Error = Error;

    leaves!(deserialize_any deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_u8 deserialize_u16
        deserialize_u32 deserialize_u64 deserialize_f32 deserialize_f64 deserialize_bytes deserialize_byte_buf
        deserialize_unit deserialize_char deserialize_ignored_any);

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.leaf();
        visitor.visit_bool(true)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.leaf();
        visitor.visit_str("x")
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_str(visitor)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_seq(Once { probe: Some(self.on("[]")), keys: Vec::new() })
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_map(Once { probe: Some(self), keys: vec!["*"] })
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_map(Once { probe: Some(self), keys: fields.iter().rev().copied().collect() })
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.leaf();
        visitor.visit_enum(StrDeserializer::<Error>::new(variants[0]))
    }
}

/// One entry of a list, or an entry for each of some keys.
struct Once {
    probe: Option<Probe>,
    keys: Vec<&'static str>,
}

impl<'de> SeqAccess<'de> for Once {
    type Error = Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Error> {
        self.probe.take().map(|probe| seed.deserialize(probe)).transpose()
    }
}

impl<'de> MapAccess<'de> for Once {
    type Error = Error;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Error> {
        let Some(key) = self.keys.last() else { return Ok(None) };
        seed.deserialize(Key(key)).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Error> {
        let (key, probe) = (self.keys.pop().unwrap(), self.probe.clone().unwrap());
        // A value with its place is the value: its place is no key.
        let spanned = key.strip_prefix("$__serde_spanned_private_");
        seed.deserialize(match spanned {
            Some("value") => probe,
            Some(_) => Probe { path: String::new(), seen: Rc::default() },
            None => probe.on(key),
        })
    }
}

/// The name of a field, or a key of a map, which may come with its place too.
struct Key(&'static str);

impl<'de> Deserializer<'de> for Key {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_borrowed_str(self.0)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let forgotten = Probe { path: String::new(), seen: Rc::default() };
        visitor.visit_map(Once { probe: Some(forgotten), keys: fields.iter().rev().copied().collect() })
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}
