// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_OWN_KEYS_H
#define VNLAB_OWN_KEYS_H

#include "model/key/key-visitor.h"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace ns3::vnlab
{

/**
 * @brief The keys that one kind of a seam declares itself, with their values: an attack's, say.
 *
 * Reader, writer, JSON schema, manual and `explain` visit them as they visit all others.
 */
class OwnKeys
{
  public:
    virtual ~OwnKeys() = default;

    virtual std::unique_ptr<OwnKeys> Clone() const = 0;

    /// @return whether there is none
    virtual bool IsEmpty() const
    {
        return false;
    }

    /// Visits every key. @param like what they have in common: each key starts as a copy of it
    virtual void Visit(KeyVisitor& keys, const Key& like) = 0;

  protected:
    /// @return a key with what all of them have in common
    static Key Named(const Key& like, std::string_view name, std::string_view description)
    {
        Key key = like;
        key.name = name;
        key.description = description;
        return key;
    }
};

/// Gives a plain struct of values, derived from this, its Clone().
template <class Derived>
class KeysOf : public OwnKeys
{
  public:
    std::unique_ptr<OwnKeys> Clone() const override
    {
        return std::make_unique<Derived>(static_cast<const Derived&>(*this));
    }
};

/// Of a kind that has none.
struct NoKeys : KeysOf<NoKeys>
{
    bool IsEmpty() const override
    {
        return true;
    }

    void Visit(KeyVisitor&, const Key&) override
    {
    }
};

/// One set of keys for every kind of a seam, of which the chosen kind's apply: a value.
class KeysByKind
{
  public:
    KeysByKind() = default;
    KeysByKind(KeysByKind&&) = default;
    KeysByKind& operator=(KeysByKind&&) = default;

    KeysByKind(const KeysByKind& other)
    {
        *this = other;
    }

    KeysByKind& operator=(const KeysByKind& other)
    {
        std::map<std::string, std::unique_ptr<OwnKeys>, std::less<>> copy;
        for (const auto& [kind, keys] : other.m_keys)
        {
            copy.emplace(kind, keys->Clone());
        }
        m_keys = std::move(copy);
        return *this;
    }

    /// Adds a kind with its defaults, where it is not there yet.
    void Add(std::string_view kind, std::unique_ptr<OwnKeys> keys)
    {
        m_keys.try_emplace(std::string(kind), std::move(keys));
    }

    /**
     * @brief Visits the keys of the kind that was chosen, or of every kind where the visitor wants to
     *        know all of them or the choice is none of the kinds.
     * @param key the key that chooses, such as "kind"
     */
    void Visit(KeyVisitor& keys, std::string_view key, const std::string& chosen)
    {
        for (const auto& [kind, own] : m_keys)
        {
            if (IsVisited(keys, kind, chosen))
            {
                own->Visit(keys, Key{}.OnlyWith({key, kind, chosen}));
            }
        }
    }

    /// The same, with the keys of each kind that has any in a table of its name.
    void VisitTables(KeyVisitor& keys,
                     std::string_view key,
                     const std::string& chosen,
                     std::string_view description)
    {
        for (const auto& [kind, own] : m_keys)
        {
            if (!own->IsEmpty())
            {
                keys.Table(Key{kind, description}.OnlyWith({key, kind, chosen}),
                           [&keys, &own = *own] { own.Visit(keys, {}); });
            }
        }
    }

    /// @return the keys of a kind, or nullptr where it was not added
    const OwnKeys* Find(std::string_view kind) const
    {
        const auto it = m_keys.find(kind);
        return it == m_keys.end() ? nullptr : it->second.get();
    }

    OwnKeys& Of(std::string_view kind)
    {
        return *m_keys.at(std::string(kind));
    }

    /// @return the keys of a kind that was added
    const OwnKeys& Of(std::string_view kind) const
    {
        return *m_keys.at(std::string(kind));
    }

  private:
    bool IsVisited(const KeyVisitor& keys, const std::string& kind, const std::string& chosen) const
    {
        return keys.WantsEveryKind() || kind == chosen || !m_keys.contains(chosen);
    }

    std::map<std::string, std::unique_ptr<OwnKeys>, std::less<>> m_keys;
};

} // namespace ns3::vnlab

#endif // VNLAB_OWN_KEYS_H
