namespace Annarchy.Tests.Entities;

internal struct Position
{
    public int X;
    public int Y;
}

internal record struct Velocity(double Dx, double Dy);

internal record struct Label(string? Text);

internal record struct Mass(float Kilograms);

internal struct Frozen;
