// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SORTED_VALUES_H
#define VNLAB_SORTED_VALUES_H

#include <algorithm>
#include <vector>

namespace ns3::vnlab
{

/// Adds a value to an ascending list that holds each once.
template <class T>
void
InsertSorted(std::vector<T>& values, T value)
{
    const auto it = std::lower_bound(values.begin(), values.end(), value);
    if (it == values.end() || *it != value)
    {
        values.insert(it, value);
    }
}

/// Removes a value from such a list. @return false where it is not there
template <class T>
bool
EraseSorted(std::vector<T>& values, T value)
{
    const auto it = std::lower_bound(values.begin(), values.end(), value);
    if (it == values.end() || *it != value)
    {
        return false;
    }
    values.erase(it);
    return true;
}

} // namespace ns3::vnlab

#endif // VNLAB_SORTED_VALUES_H
