// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_NEAREST_NAME_H
#define VNLAB_NEAREST_NAME_H

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ns3::vnlab
{

/**
 * @brief The fewest insertions, deletions, substitutions and swaps of neighbours that turn one
 *        text into the other, no part being edited twice (optimal string alignment).
 *
 * Works on bytes and ignores the case of ASCII letters.
 */
size_t EditDistance(std::string_view a, std::string_view b);

/**
 * @brief The known name that was probably meant.
 *
 * A name is near where at most a third of its letters, and at least one, are mistyped.
 *
 * @return the nearest known name, the first of equals, or nothing where none is near
 */
std::optional<std::string> NearestName(std::string_view wanted,
                                       const std::vector<std::string>& known);

/// @return ", did you mean 'NAME'?" for the nearest known name, or "" where none is near
std::string DidYouMean(std::string_view wanted, const std::vector<std::string>& known);

/// @param what the name is of, such as "generator"
/// @return "unknown WHAT 'NAME'; accepted are …", with the nearest known name where one is near
std::string UnknownName(std::string_view what,
                        std::string_view wanted,
                        const std::vector<std::string>& known);

/**
 * @brief DidYouMean for the names of a whole file, which may be large and full of errors: nothing is
 *        suggested of more than a thousand known names, and after a hundred names that were not known.
 */
class NameSuggestions
{
  public:
    explicit NameSuggestions(std::vector<std::string> known);

    /// @return DidYouMean, as long as there are suggestions
    std::string For(std::string_view wanted);

  private:
    std::vector<std::string> m_known;
    size_t m_left;
};

} // namespace ns3::vnlab

#endif // VNLAB_NEAREST_NAME_H
