// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_GRAPHML_KEYS_H
#define VNLAB_GRAPHML_KEYS_H

#include "model/spec/label-vocabulary.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ns3::vnlab
{

/// The keys that a GraphML file declares: which label the data of which element is.
class GraphMlKeys
{
  public:
    struct Key
    {
        std::string id;
        std::string label; ///< attr.name; "" where it has none
        Place place;
        std::optional<std::string> value{}; ///< its <default>
        bool isSaid{false};                 ///< whether there was a warning of it
    };

    /// @param vocabulary the labels that count; outlives this
    GraphMlKeys(LabelVocabulary& vocabulary, const std::string& fileName);

    /**
     * @brief Declares a key.
     * @param element what it is for, "" for all
     * @return what is wrong with it, "" where nothing is: an unknown element, or a key of the same id
     *         and for the same element
     */
    std::string Declare(const Key& key, const std::string& element);

    /// Sets the default of the key that was declared last.
    void SetDefault(std::string value);

    /// @return whether there is a key of this id, whatever it is for
    bool Knows(const std::string& id) const
    {
        return m_ids.contains(id);
    }

    /// @return the ids of all keys
    std::vector<std::string> Ids() const;

    /// @return the label of an element's data, if it counts; what does not may have a warning
    std::optional<std::string> LabelOf(const std::string& id,
                                       LabelOwner owner,
                                       std::string_view value,
                                       Place place);

    /// @return the keys with a default that counts for elements of this kind
    std::vector<const Key*> DefaultsOf(LabelOwner owner) const;

    std::vector<std::string> TakeWarnings()
    {
        return std::move(m_warnings);
    }

  private:
    void DoubtLabel(const Key& key, const std::vector<LabelOwner>& owners);

    LabelVocabulary& m_vocabulary;
    std::string m_fileName;
    std::vector<Key> m_keys;
    std::map<std::string, size_t, std::less<>> m_ids; ///< the first key of each
    std::map<std::pair<LabelOwner, std::string>, size_t> m_keyOf;
    std::vector<std::string> m_warnings;
};

} // namespace ns3::vnlab

#endif // VNLAB_GRAPHML_KEYS_H
