// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_LABEL_VOCABULARY_H
#define VNLAB_LABEL_VOCABULARY_H

#include "model/input/text-place.h"

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ns3::vnlab
{

/// What a label can be of.
enum class LabelOwner
{
    kGraph,
    kSubgraph, ///< whose labels never count
    kVertex,
    kEdge,
};

/// A label that somebody reads.
struct LabelWord
{
    LabelOwner owner;
    std::string_view name;
    bool isTypical{true}; ///< whether a name that is nearly this one is probably a mistake
};

/**
 * @brief The labels that count in a file, and what looks like one of them but is none.
 *
 * Files have labels for other programs, so a reader leaves out what does not count. That silence
 * opens networks where a restriction is misspelt (`denny`) or said of the wrong element (`allow` of
 * a vertex): both have a warning, once for each name.
 */
class LabelVocabulary
{
  public:
    /// @param words outlive this
    LabelVocabulary(std::span<const LabelWord> words, const std::string& fileName);

    /// @return whether anybody reads the label
    bool Counts(LabelOwner owner, std::string_view name) const;

    /// Warns of a label that does not count, if it looks as if it should.
    /// @return whether it looks so
    bool Doubt(LabelOwner owner, const std::string& name, Place place);

    /// @return one for each doubtful name, in the order of the file
    std::vector<std::string> TakeWarnings()
    {
        return std::move(m_warnings);
    }

  private:
    std::string WhatIsWrong(LabelOwner owner, const std::string& name) const;

    std::span<const LabelWord> m_words;
    std::string m_fileName;
    std::map<std::pair<LabelOwner, std::string>, bool> m_looksWrong; ///< what was asked for
    std::vector<std::string> m_warnings;
};

/// @return the labels of a tenant specification (InterpretGraph)
std::span<const LabelWord> SpecificationLabels();

} // namespace ns3::vnlab

#endif // VNLAB_LABEL_VOCABULARY_H
