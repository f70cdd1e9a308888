namespace Annarchy;

/// <summary>A function of the equation language, evaluated for many arguments at once.</summary>
/// <param name="arguments">Arrays of one length, in the order of the function's arguments.</param>
/// <returns>The value for each element of the arguments.</returns>
/// <exception cref="ArgumentException">The arrays are not of one length.</exception>
/// <exception cref="EquationException">The function takes another number of arguments.</exception>
public delegate double[] ArrayFunction(params double[][] arguments);
